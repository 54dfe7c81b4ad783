using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Rules.Paths;

/// <summary>The starting point of a path search: the customer's standing, and the days left to act.</summary>
/// <param name="Assessment">The assessment, with the trace of the rule that should hold.</param>
/// <param name="TierStart">First day of the held tier.</param>
public sealed record Standpoint(CompiledPolicy Policy, Assessment Assessment, DateOnly Joined, DateOnly TierStart)
{
    /// <summary>The first day on which the customer can act; in hindsight the first day of the calendar.</summary>
    public DateOnly From { get; init; } = Assessment.AsOf;

    /// <summary>Whether days after the as-of day count too: an upgrade has no fixed day of assessment.</summary>
    public bool IsOpen { get; init; }

    /// <summary>The last day for moves without their own end: the end of the validity or the next review; null without one.</summary>
    public DateOnly? Ends { get; init; }

    /// <summary>The facts, if available. They determine when facts leave a rolling window, and the effect of one order.</summary>
    public KnownFacts? Facts { get; init; }

    /// <summary>Towards a higher tier, from the as-of day on.</summary>
    /// <param name="ends">The end of the validity, or the next review.</param>
    /// <param name="facts">The facts, if available.</param>
    public Standpoint Ahead(DateOnly? ends, KnownFacts? facts = null) =>
        this with { From = Assessment.AsOf, IsOpen = true, Ends = ends, Facts = facts };

    /// <summary>Before an assessment on the as-of day, with the days from <paramref name="today"/> on left to act.</summary>
    /// <param name="facts">Known facts, if available.</param>
    public Standpoint Until(DateOnly today, KnownFacts? facts = null) =>
        this with { From = today, IsOpen = false, Ends = Assessment.AsOf, Facts = facts };

    /// <summary>After an assessment on the as-of day: nothing can be changed, and the search finds what would have been sufficient.</summary>
    /// <param name="facts">Facts known then, if available.</param>
    public Standpoint InHindsight(KnownFacts? facts = null) =>
        this with { From = DateOnly.MinValue, IsOpen = false, Ends = Assessment.AsOf, Facts = facts };
}
