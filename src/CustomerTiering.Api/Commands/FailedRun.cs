using CustomerTiering.Customers;

namespace CustomerTiering.Api.Commands;

/// <summary>Reports customers that a command could not judge. Completed work is kept, but no customer is omitted silently.</summary>
internal static class FailedRun
{
    /// <summary>The exit code.</summary>
    internal const int Code = 6;

    /// <summary>
    /// Reports failed customers on standard error, and returns the exit code: 0 if there are none. <paramref name="listed"/> are the first of them,
    /// with their external ids.
    /// </summary>
    internal static int Tell(CommandContext context, int failed, IReadOnlyList<FailedCustomer> listed)
    {
        if (failed == 0) return 0;
        var named = listed.Select(Name).Distinct().ToList();
        var more = failed > named.Count ? $" and {failed - named.Count} more" : "";
        context.Parsed.InvocationConfiguration.Error.WriteLine(
            $"{failed} customer{(failed == 1 ? "" : "s")} could not be assessed: {string.Join(", ", named)}{more}.");
        return Code;
    }

    internal static string Line(FailedCustomer failed) =>
        $"{Name(failed)}{((failed.Ladder ?? failed.Segment) is { } standard ? $" on {standard}" : "")}: {failed.Reason}";

    private static string Name(FailedCustomer failed) => failed.ExternalId ?? failed.Customer.ToString("D");
}
