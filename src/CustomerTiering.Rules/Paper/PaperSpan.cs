using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paper;

/// <summary>The scope of a run on paper.</summary>
public abstract record PaperSpan
{
    private PaperSpan() { }

    /// <summary>One review as of a day, or joining for a customer without a held tier. Nothing overdue is caught up.</summary>
    public sealed record AsOf(DateOnly Day) : PaperSpan;

    /// <summary>Every decision due in a range of days, as if the policy came into force on the first day.</summary>
    /// <param name="From">The first day, included.</param>
    /// <param name="To">The last day, included.</param>
    /// <param name="Every">The interval of the dates for which the standing is requested; null for none.</param>
    /// <param name="Final">Whether to include the last day even if it is not on the grid.</param>
    public sealed record Between(DateOnly From, DateOnly To, Period? Every = null, bool Final = false) : PaperSpan;
}

/// <summary>A tier that all customers who joined on or before the start are assumed to hold.</summary>
/// <param name="Tier">Code of the tier.</param>
/// <param name="Since">The first day of the tier; null: the day of joining.</param>
/// <param name="Expires">The last day of the validity, included; null: unknown, so that nothing is guaranteed.</param>
/// <param name="GraceEnds">The last day of the grace period, included; null outside a grace period.</param>
public sealed record StatedTier(string Tier, DateOnly? Since = null, DateOnly? Expires = null, DateOnly? GraceEnds = null);
