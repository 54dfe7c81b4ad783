using System.Collections.Immutable;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Derives scores, verdicts, and the qualified and computed tier from metric values and a profile.</summary>
internal static class Assessor
{
    /// <summary>Judges the held tier and all tiers above it, and tiers below it only as needed to find the computed tier.</summary>
    /// <param name="metrics">Values as of <paramref name="asOf"/>.</param>
    /// <param name="profile">The profile as of <paramref name="asOf"/>.</param>
    /// <param name="held">Rank of the held tier, or null without one.</param>
    public static Assessment Assess(CompiledPolicy policy, ImmutableArray<decimal?> metrics, CustomerProfile profile, DateOnly asOf, int? held)
    {
        var attributes = Attributes(policy, profile);
        var scores = Scores(policy, metrics.AsSpan(), attributes);
        var observed = new Observed(metrics.AsSpan(), scores, attributes, Segments(policy, profile), profile.Stage);
        var rules = new List<RuleTrace>(policy.Qualify.Length + 1);
        int? qualified = null, kept = held is null ? 0 : null;
        for (var rank = policy.Qualify.Length - 1; rank > 0; rank--)
        {
            if (rank < held && qualified is not null && kept is not null) break;
            if (held is null && qualified is not null) break;
            var retained = rank <= held && Judge(policy, rank, RuleKind.Retain, observed, rules) is { } retain ? retain : (bool?)null;
            var qualifies = Judge(policy, rank, RuleKind.Qualify, observed, rules)!.Value;
            if (qualifies) qualified ??= rank;
            if (rank <= held && (retained ?? qualifies)) kept ??= rank;
        }
        rules.Reverse();
        return new(asOf, new(metrics), new([.. scores]), new([.. attributes]), new([.. rules]), qualified ?? 0, Math.Max(qualified ?? 0, kept ?? 0),
            []);
    }

    /// <summary>Whether one rule holds.</summary>
    public static bool Holds(CompiledPolicy policy, CompiledCriterion rule, ImmutableArray<decimal?> metrics, CustomerProfile profile)
    {
        var attributes = Attributes(policy, profile);
        var observed =
            new Observed(metrics.AsSpan(), Scores(policy, metrics.AsSpan(), attributes), attributes, Segments(policy, profile), profile.Stage);
        return rule.Judge(observed, new char[rule.Size]);
    }

    /// <summary>The weighted mean of the policy's rounded scores, rounded like a score; missing if one of them is.</summary>
    public static decimal? Total(CompiledPolicy policy, ReadOnlySpan<decimal?> scores)
    {
        var sum = Int128.Zero;
        for (var i = 0; i < policy.Scores.Length; i++)
        {
            if (scores[i] is not { } score) return null;
            sum += policy.Scores[i].ScaledWeight * Scaled.Of(score, 4);
        }
        return ExactRatio.ToScore(sum, policy.TotalWeight);
    }

    private static bool? Judge(CompiledPolicy policy, int rank, RuleKind kind, in Observed observed, List<RuleTrace> rules)
    {
        if (policy.Rule(rank, kind) is not { } rule) return null;
        var verdicts = rule.Size <= 256 ? stackalloc char[rule.Size] : new char[rule.Size];
        var holds = rule.Judge(observed, verdicts);
        rules.Add(new(rank, kind, new(verdicts)));
        return holds;
    }

    private static decimal?[] Scores(CompiledPolicy policy, ReadOnlySpan<decimal?> metrics, ReadOnlySpan<string?> attributes)
    {
        if (policy.Scores.IsEmpty) return [];
        var scores = new decimal?[policy.Scores.Length + 1];
        for (var i = 0; i < policy.Scores.Length; i++) scores[i] = policy.Scores[i].Of(metrics, attributes);
        scores[^1] = Total(policy, scores);
        return scores;
    }

    private static string?[] Attributes(CompiledPolicy policy, CustomerProfile profile)
    {
        if (policy.Attributes.IsEmpty) return [];
        var texts = new string?[policy.Attributes.Length];
        for (var i = 0; i < texts.Length; i++) texts[i] = profile.Attribute(policy.Attributes[i]);
        return texts;
    }

    private static bool[] Segments(CompiledPolicy policy, CustomerProfile profile)
    {
        if (policy.Segments.IsEmpty) return [];
        var isIn = new bool[policy.Segments.Length];
        for (var i = 0; i < isIn.Length; i++) isIn[i] = profile.IsIn(policy.Segments[i]);
        return isIn;
    }
}
