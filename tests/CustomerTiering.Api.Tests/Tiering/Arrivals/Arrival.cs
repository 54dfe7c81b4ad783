namespace CustomerTiering.Api.Tests.Tiering.Arrivals;

/// <summary>How the facts of a history come.</summary>
internal enum ArrivalKind
{
    /// <summary>All by a file, when everything is over.</summary>
    File,

    /// <summary>Each as it happens.</summary>
    Live,

    /// <summary>The first as it happens, the others some time after.</summary>
    Late,

    /// <summary>The first as it happens, the others then or later, some by files that nobody assesses.</summary>
    Mixed,

    /// <summary>Each as it happens, some of them of a duplicate who is merged into the customer.</summary>
    Merged,

    /// <summary>Each as it happens, and somebody with facts of their own is merged into the customer for a while.</summary>
    Separated,
}

/// <summary>A fact that comes in a step.</summary>
internal sealed record Arriving(int Step, bool Imported, string Line);

/// <summary>In which steps of time the facts of a history come, and how: from a seed, the same every time.</summary>
internal static class Arrival
{
    /// <summary>Facts of one instant come together, and each after the one that it refers to; the customer's first comes first.</summary>
    /// <param name="history">The history.</param>
    /// <param name="customer">The customer's external id.</param>
    /// <param name="kind">How they come.</param>
    /// <param name="steps">The ends of the steps, ascending, in the zone of the facts.</param>
    /// <param name="seed">Which chance.</param>
    internal static IReadOnlyList<Arriving> Of(RandomHistory history, string customer, ArrivalKind kind, IReadOnlyList<DateTime> steps, int seed)
    {
        var (random, facts) = (new Random(seed), history.Facts);
        var first = StepOf(steps, facts[0].At);
        var coming = new int[facts.Count];
        for (var i = 0; i < facts.Count; i++)
        {
            var isDelayed = i > 0 && (kind == ArrivalKind.Late || (kind == ArrivalKind.Mixed && random.Next(2) == 0));
            var step = kind == ArrivalKind.File ? steps.Count - 1 : StepOf(steps, facts[i].At) + (isDelayed ? random.Next(steps.Count / 3) : 0);
            if (i > 0 && facts[i].At == facts[i - 1].At) step = coming[i - 1];
            coming[i] = Math.Min(Math.Max(step, facts[i].RefersTo is { } of ? coming[of] : 0), steps.Count - 1);
        }
        // What comes of one customer in one step comes by one way.
        HashSet<int> byFile =
            [.. coming.Distinct().Where(step => kind == ArrivalKind.File || (kind == ArrivalKind.Mixed && step > first && random.Next(3) == 0))];
        var owners = Owners(facts, customer, kind, random);
        return [.. facts.Select((fact, i) => new Arriving(coming[i], byFile.Contains(coming[i]), fact.Of(customer, owners[i])))];
    }

    /// <summary>
    /// Of whom each is recorded: of the customer or, where a duplicate is merged, some of the duplicate; what refers to a fact goes with it.
    /// </summary>
    private static string[] Owners(IReadOnlyList<HistoricFact> facts, string customer, ArrivalKind kind, Random random)
    {
        var owners = new string[facts.Count];
        for (var i = 0; i < facts.Count; i++)
            owners[i] = facts[i].RefersTo is { } of
                ? owners[of] : i > 0 && kind == ArrivalKind.Merged && random.Next(2) == 0 ? Merging.DuplicateOf(customer) : customer;
        return owners;
    }

    private static int StepOf(IReadOnlyList<DateTime> steps, DateTime at)
    {
        for (var i = 0; i < steps.Count; i++)
            if (at <= steps[i]) return i;
        return steps.Count - 1;
    }
}
