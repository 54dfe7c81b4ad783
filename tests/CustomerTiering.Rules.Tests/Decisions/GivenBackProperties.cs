using System.Text;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Paper;

namespace CustomerTiering.Rules.Tests.Decisions;

/// <summary>
/// Who gives back exactly what they bought on some day stands, from its recheck on, as one who never bought it. Left out: days on which the other is
/// downgraded as of tomorrow, since that day's recheck leaves it to the next day.
/// </summary>
public class GivenBackProperties
{
    private static readonly DateOnly Last = GivenBackHistory.Start.AddDays(900);

    [Fact]
    public void Of_a_customer_alone() => Holds(firstSeed: 0, count: 3_000, withOthers: false);

    [Fact]
    public void Of_a_member_of_a_group_and_of_one_who_referred_another() => Holds(firstSeed: 100_000, count: 3_000, withOthers: true);

    private static void Holds(int firstSeed, int count, bool withOthers)
    {
        var (compared, rechecked) = (0, 0);
        for (var seed = firstSeed; seed < firstSeed + count; seed++)
        {
            var random = new Random(seed);
            var policy = GivenBackPolicy.Of(random, withOthers);
            var history = GivenBackHistory.Of(random, policy.After, policy.Within, withOthers);
            var compiled = Ladder.Compiled(policy.Json);
            if (Differs(compiled, history.Others, history, out var isRechecked) is not { } isDifferent) continue;
            compared++;
            if (isRechecked) rechecked++;
            if (isDifferent) Assert.Fail($"seed {seed}:\n{policy.Json}\n{Least(compiled, history)}");
        }
        Assert.InRange(compared, count / 2, count);
        Assert.InRange(rechecked, count / 10, count);
    }

    /// <summary>Whether the two stand otherwise on any day from the recheck on; null: not to be compared.</summary>
    private static bool? Differs(CompiledPolicy policy, IReadOnlyList<string> others, GivenBackHistory history, out bool isRechecked)
    {
        isRechecked = false;
        if (Stand(policy, others, history) is not { } never
            || Stand(policy, [.. others, .. history.Given], history) is not { } given || never.IsDowngraded) return null;
        isRechecked = given.IsRechecked;
        return !never.Standings.SequenceEqual(given.Standings);
    }

    /// <summary>Who stands how at the end of a day, and each change after it; null: the facts don't go together.</summary>
    private static Stood? Stand(CompiledPolicy policy, IReadOnlyList<string> facts, GivenBackHistory history)
    {
        var day = history.Recheck;
        if (FactBook.Read(facts.Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line)), policy.Zone).Book is not { } book) return null;
        var (now, changes, downgraded, rechecked) = (new SortedDictionary<string, string>(StringComparer.Ordinal), new List<string>(), false, false);
        foreach (var (customer, entry) in PaperRun.Run(policy, book, new PaperSpan.Between(GivenBackHistory.Start, Last)).Entries!)
        {
            // Who has left a group is not rechecked for what its members give back.
            if (entry is not TimelineEntry.Decided { Decision: var decision } || (customer == "bob" && history.HasBobLeft(facts))) continue;
            var standing =
                $"{customer} {decision.Held} from {decision.EffectiveFrom:yyyy-MM-dd} until {decision.ValidUntil:yyyy-MM-dd} grace "
                    + $"{decision.GraceEnds:yyyy-MM-dd}";
            downgraded |= decision.AsOf == day && decision.Outcome == Outcome.Downgraded && decision.EffectiveFrom > day;
            rechecked |= decision.AsOf == day && decision.Trigger.Kind == TriggerKind.Recheck;
            if (decision.AsOf > day && now.GetValueOrDefault(customer) != standing) changes.Add($"{decision.AsOf:yyyy-MM-dd} {standing}");
            if (decision.AsOf <= day || changes.Count > 0) now[customer] = standing;
            if (decision.AsOf <= day) now[$"{customer} then"] = standing;
        }
        return new([.. now.Where(one => one.Key.EndsWith(" then", StringComparison.Ordinal)).Select(one => one.Value), .. changes], downgraded,
            rechecked);
    }

    /// <summary>The fewest facts that still show the difference, and what comes of them.</summary>
    private static string Least(CompiledPolicy policy, GivenBackHistory history)
    {
        var others = history.Others.ToList();
        for (var i = others.Count - 1; i >= 0; i--)
        {
            // Who was not known before joins otherwise.
            if (others[i].Contains("ann-c", StringComparison.Ordinal)) continue;
            List<string> fewer = [.. others.Where((_, place) => place != i)];
            if (Differs(policy, fewer, history, out _) == true) others = fewer;
        }
        string Told(IEnumerable<string> facts) => string.Join("\n  ", Stand(policy, [.. facts], history)!.Standings);
        return $"{string.Join("\n", others)}\n{string.Join("\n", history.Given)}\nfrom {history.Recheck:yyyy-MM-dd} on, never bought:\n  "
            + $"{Told(others)}\ngiven back:\n  {Told([.. others, .. history.Given])}";
    }

    private sealed record Stood(IReadOnlyList<string> Standings, bool IsDowngraded, bool IsRechecked);
}
