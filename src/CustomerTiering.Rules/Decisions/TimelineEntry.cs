using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Rules.Decisions;

/// <summary>What a ladder's timeline yields, in the order of the rules.</summary>
public abstract record TimelineEntry
{
    private TimelineEntry() { }

    /// <summary>A decision.</summary>
    /// <param name="IsRecorded">False for one at once, or a recheck, that changed neither tier nor dates: nothing is kept of it.</param>
    public sealed record Decided(Decision Decision, bool IsRecorded) : TimelineEntry;

    /// <summary>A tier was judged ahead of its end; the customer is warned if it fails.</summary>
    /// <param name="Warning">What came of it.</param>
    public sealed record Judged(WarningJudged Warning) : TimelineEntry;

    /// <summary>How a customer stands on a day: no decision.</summary>
    /// <param name="Held">What is held at the end of the day.</param>
    /// <param name="Assessment">What facts and criteria say.</param>
    public sealed record Standing(HeldState Held, Assessment Assessment) : TimelineEntry;

    /// <summary>The customer's facts can't be counted; it is the last entry.</summary>
    public sealed record Failed(MetricError Error) : TimelineEntry;
}
