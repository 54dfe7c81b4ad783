using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Rules.Decisions;

/// <summary>An entry of a ladder's timeline. Entries are in the order of the rules.</summary>
public abstract record TimelineEntry
{
    private TimelineEntry() { }

    /// <summary>A decision.</summary>
    /// <param name="IsRecorded">False for an at-once decision or a recheck that changed neither tier nor dates; it is not stored.</param>
    public sealed record Decided(Decision Decision, bool IsRecorded) : TimelineEntry;

    /// <summary>A tier was assessed before its end. If it would fail, the customer is warned.</summary>
    public sealed record Judged(WarningJudged Warning) : TimelineEntry;

    /// <summary>A customer's standing on a day, without a decision.</summary>
    /// <param name="Held">The state at the end of the day.</param>
    public sealed record Standing(HeldState Held, Assessment Assessment) : TimelineEntry;

    /// <summary>The customer's facts cannot be counted. This is the last entry.</summary>
    public sealed record Failed(MetricError Error) : TimelineEntry;
}
