using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paper;

/// <summary>What a run on paper is asked for.</summary>
public abstract record PaperSpan
{
    private PaperSpan() { }

    /// <summary>One review as of a day, or joining for a customer without a held tier; nothing is caught up.</summary>
    public sealed record AsOf(DateOnly Day) : PaperSpan;

    /// <summary>Every decision that is due from a day to a day, as if the policy came into force on the first.</summary>
    /// <param name="From">The first day.</param>
    /// <param name="To">The last day, included.</param>
    /// <param name="Every">The distance of the dates whose standing is asked for, or null for none.</param>
    /// <param name="Final">Whether the last day is such a date even if it doesn't fall on the grid.</param>
    public sealed record Between(DateOnly From, DateOnly To, Period? Every = null, bool Final = false) : PaperSpan;
}

/// <summary>A tier that all customers are said to hold who joined on or before the start.</summary>
/// <param name="Tier">Its code.</param>
/// <param name="Since">Its first day; null: the day of joining.</param>
/// <param name="Expires">The last day of its validity; null: not known, so that nothing is guaranteed.</param>
/// <param name="GraceEnds">The last day of its grace; null outside of a grace.</param>
public sealed record StatedTier(string Tier, DateOnly? Since = null, DateOnly? Expires = null, DateOnly? GraceEnds = null);
