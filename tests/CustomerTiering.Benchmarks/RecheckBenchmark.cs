using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Benchmarks;

/// <summary>
/// One recheck of a customer with 5,000 purchases over ten years, from facts in memory, on one core. The first purchase, which gave the tier, is
/// given back on the last day, so that the ten years are gone through again: with nothing else given back, and with much.
/// </summary>
internal static class RecheckBenchmark
{
    private const int Purchases = 5_000;
    private const int Rounds = 5;
    private const long DayLength = 86_400_000_000;
    private static readonly DateOnly First = new(2016, 1, 1);
    private static readonly DateOnly Last = new(2025, 12, 31);
    private static readonly long Start = Instant.Of(new DateTimeOffset(2016, 1, 1, 4, 0, 0, TimeSpan.Zero)).Microseconds;
    private static readonly int Days = Last.DayNumber - First.DayNumber;

    internal static Task<IReadOnlyList<Figure>> RunAsync(BenchmarkOptions options)
    {
        var policy = PolicyReader.Read(FactsDatabase.Policy, CanonicalJson.Write).Document
            ?? throw new InvalidOperationException("The policy can't be read.");
        if (!ZoneRules.TryFind(policy.TimeZone, out var zone)) throw new InvalidOperationException($"No zone {policy.TimeZone}.");
        var compiled = new CompiledPolicy(policy, zone);
        IEnumerable<int> tenth = Enumerable.Range(1, Purchases - 1).Where(i => i % 10 == 1);
        IEnumerable<int> half = Enumerable.Range(1, Purchases - 1).Where(i => i % 2 == 1);
        return Task.FromResult<IReadOnlyList<Figure>>(
        [
            Measured(compiled, "nothing else given back", []),
            Measured(compiled, "a tenth given back after a week", [.. tenth.Select(i => GivenBack(i, 7, Id(i)))]),
            Measured(compiled, "a tenth given back after a week, its purchase not named", [.. tenth.Select(i => GivenBack(i, 7, null))]),
            Measured(compiled, "half given back after a month", [.. half.Select(i => GivenBack(i, 30, Id(i)))]),
        ]);
    }

    private static Figure Measured(CompiledPolicy policy, string name, IEnumerable<Return> returns)
    {
        var end = new Instant(Start + (Days * DayLength));
        List<Fact> facts =
        [
            .. Enumerable.Range(0, Purchases).Select(i => Bought(i, i == 0 ? 2_500 : 20)), .. returns.Where(given => given.At < end),
            new Return("last", end, "web", Id(0), "CNY", 2_500, []),
        ];
        var held = HeldBefore(policy, facts);
        var times = Enumerable.Range(0, Rounds).Select(_ => Seconds(policy, facts, held)).Order().ToList();
        return Figure.AtMost($"recheck, {Purchases:N0} purchases over ten years, {name} (median of {Rounds})", 1, times[Rounds / 2]);
    }

    /// <summary>The facts are put in order within the time, as they are for each recheck.</summary>
    private static double Seconds(CompiledPolicy policy, List<Fact> facts, HeldState held)
    {
        var started = TimeProvider.System.GetTimestamp();
        var decided = LadderTimeline.Run(Source(policy, facts), held, Last, Last).OfType<TimelineEntry.Decided>().First().Decision;
        var taken = TimeProvider.System.GetElapsedTime(started).TotalSeconds;
        if (decided.Trigger.Kind != TriggerKind.Recheck || decided.EffectiveFrom == held.EffectiveFrom)
            throw new InvalidOperationException("The recheck changed nothing.");
        return taken;
    }

    /// <summary>What ten years of reviews and evaluations lead to, of which a recheck goes through each.</summary>
    private static HeldState HeldBefore(CompiledPolicy policy, List<Fact> facts)
    {
        HeldState? held = null;
        foreach (var entry in LadderTimeline.Run(Source(policy, facts) with { RecheckDays = [] }, null, First, Last.AddDays(-1)))
            held = HeldState.After(held, entry);
        return held!;
    }

    private static TimelineSource Source(CompiledPolicy policy, List<Fact> facts)
    {
        var known = KnownFacts.OfOwn(CustomerFacts.Fold("c", facts));
        return new(
            policy, new(policy.Policy.Ladder, 1, new('a', 64)), First, ReviewDates.Of(policy.Policy, First), _ => known,
            known.DaysOf(policy.Interest, policy.Zone),
            known.RecheckDays(policy.Policy.Movement.OnReturn!, policy.Zone), [], (trigger, _, _) => trigger.Id);
    }

    private static Purchase Bought(int i, decimal amount) => new(Id(i), new(At(i)), "web", "CNY", amount, [new("p-1", "books", 1, amount, 12)]);

    private static Return GivenBack(int i, int days, string? of) =>
        new($"r{i}", new(At(i) + (days * DayLength)), "web", of, "CNY", 20, [new("p-1", "books", 1, 20, 12)]);

    private static string Id(int i) => $"p{i}";

    private static long At(int i) => Start + (i * Days * DayLength / Purchases);
}
