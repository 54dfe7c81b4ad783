using CustomerTiering.Customers;

namespace CustomerTiering.Api.Commands;

/// <summary>The end of a command by which some customers could not be judged: what was done stays, but nobody is left out in silence.</summary>
internal static class FailedRun
{
    /// <summary>What the process ends with.</summary>
    internal const int Code = 6;

    /// <summary>Tells on standard error who failed, and gives what the process ends with: 0 where nobody did.</summary>
    /// <param name="context">The command's.</param>
    /// <param name="failed">How many customers failed.</param>
    /// <param name="listed">The first of them, with their external ids.</param>
    internal static int Tell(CommandContext context, int failed, IReadOnlyList<FailedCustomer> listed)
    {
        if (failed == 0) return 0;
        var named = listed.Select(Name).Distinct().ToList();
        var more = failed > named.Count ? $" and {failed - named.Count} more" : "";
        context.Parsed.InvocationConfiguration.Error.WriteLine($"{failed} customer{(failed == 1 ? "" : "s")} could not be assessed: {string.Join(", ", named)}{more}.");
        return Code;
    }

    /// <summary>One line of a report for people.</summary>
    internal static string Line(FailedCustomer failed) =>
        $"{Name(failed)}{((failed.Ladder ?? failed.Segment) is { } standard ? $" on {standard}" : "")}: {failed.Reason}";

    private static string Name(FailedCustomer failed) => failed.ExternalId ?? failed.Customer.ToString("D");
}
