using System.Globalization;

namespace CustomerTiering.Api.Tests.Tiering.Arrivals;

/// <summary>A merge, or the end of one, after what comes in a step.</summary>
internal sealed record Merging(int Step, string Survivor, string Duplicate, bool IsTakenBack)
{
    internal static string DuplicateOf(string customer) => $"{customer}-duplicate";

    /// <summary>When a customer is merged with somebody, and separated again: once both are known, by a seed.</summary>
    internal static IEnumerable<Merging> Of(string customer, ArrivalKind kind, IReadOnlyList<Arriving> arriving, int steps, int seed)
    {
        var duplicate = DuplicateOf(customer);
        var theirs = arriving.Where(one => one.Line.Contains($"\"customer\":\"{duplicate}\"", StringComparison.Ordinal)).ToList();
        if (theirs.Count == 0) yield break;
        var random = new Random(seed);
        var merged = random.Next(Math.Max(arriving.Min(one => one.Step), theirs.Min(one => one.Step)), steps);
        yield return new(merged, customer, duplicate, IsTakenBack: false);
        if (kind == ArrivalKind.Separated) yield return new(random.Next(merged, steps), customer, duplicate, IsTakenBack: true);
    }

    /// <summary>What somebody did who is not the customer: a large order at first.</summary>
    internal static IEnumerable<Arriving> OfAnother(string customer, IReadOnlyList<DateTime> steps, int seed)
    {
        var (step, duplicate) = (new Random(seed).Next(steps.Count / 2), DuplicateOf(customer));
        var at = steps[step].AddMinutes(-1).ToString("yyyy-MM-ddTHH:mm:ss", CultureInfo.InvariantCulture) + "+08:00";
        yield return new(step, Imported: false,
            $$"""{"kind":"purchase","customer":"{{duplicate}}","id":"{{duplicate}}-1","at":"{{at}}","currency":"CNY","amount":"5000"}""");
    }
}
