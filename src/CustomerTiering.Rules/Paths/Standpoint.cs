using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Rules.Paths;

/// <summary>From where paths are looked for: how a customer stands, and which days are left to act.</summary>
/// <param name="Policy">The policy by which was judged.</param>
/// <param name="Assessment">How it came out, with the trace of the rule that is to hold.</param>
/// <param name="Joined">The day of joining.</param>
/// <param name="TierStart">First day of the held tier.</param>
public sealed record Standpoint(CompiledPolicy Policy, Assessment Assessment, DateOnly Joined, DateOnly TierStart)
{
    /// <summary>The first day on which something can still be done; the first day there is in hindsight.</summary>
    public DateOnly From { get; init; } = Assessment.AsOf;

    /// <summary>Whether days after the as-of day count too: the way up has no day of judgement.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The last day for whatever has no end of its own: of the validity, or the next review; null without one.</summary>
    public DateOnly? Ends { get; init; }

    /// <summary>The facts, where they are at hand: they say when those that count now leave a rolling window, and what one order would come to.</summary>
    public KnownFacts? Facts { get; init; }

    /// <summary>On the way up, from the as-of day on.</summary>
    /// <param name="ends">The end of the validity, or the next review.</param>
    /// <param name="facts">The facts, where they are at hand.</param>
    public Standpoint Ahead(DateOnly? ends, KnownFacts? facts = null) => this with { From = Assessment.AsOf, IsOpen = true, Ends = ends, Facts = facts };

    /// <summary>Before a judgement on the as-of day, with the days from <paramref name="today"/> on left.</summary>
    /// <param name="today">The first day that is left.</param>
    /// <param name="facts">What is known, where it is at hand.</param>
    public Standpoint Until(DateOnly today, KnownFacts? facts = null) => this with { From = today, IsOpen = false, Ends = Assessment.AsOf, Facts = facts };

    /// <summary>After a judgement on the as-of day: nothing can be done any more, and it is asked what could have been.</summary>
    /// <param name="facts">What was known, where it is at hand.</param>
    public Standpoint InHindsight(KnownFacts? facts = null) => this with { From = DateOnly.MinValue, IsOpen = false, Ends = Assessment.AsOf, Facts = facts };
}
