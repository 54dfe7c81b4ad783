using CustomerTiering.Policies;

namespace CustomerTiering.Trials;

/// <summary>What a trial tries: all that its result follows from, besides the log.</summary>
/// <param name="Drafts">One text, or two beside each other, of one ladder.</param>
/// <param name="From">The day on which the drafts come into force.</param>
/// <param name="To">The last day, included.</param>
/// <param name="Prices">What the service plans cost at the time of asking.</param>
/// <param name="Actor">Who asked for it.</param>
/// <param name="Segment">The segment in which customers are on the last day; null for everybody.</param>
/// <param name="CarryHeld">Whether the tiers held before go on; else it is as if nobody held one.</param>
public sealed record TrialScope(
    IReadOnlyList<WrittenPolicy> Drafts, string Ladder, DateOnly From, DateOnly To, IReadOnlyList<PlanPrice> Prices, string Actor, string? Segment = null,
    bool CarryHeld = false)
{
    /// <summary>The days on which tiers are compared: the end of each month, and the last day.</summary>
    public IReadOnlyList<DateOnly> Days()
    {
        var days = new List<DateOnly>();
        for (var end = EndOfMonth(From); end < To; end = EndOfMonth(end.AddDays(1))) days.Add(end);
        return [.. days, To];
    }

    private static DateOnly EndOfMonth(DateOnly day) => new(day.Year, day.Month, DateTime.DaysInMonth(day.Year, day.Month));
}

/// <summary>What a service plan costs the company for each customer.</summary>
/// <param name="Plan">The plan's code.</param>
/// <param name="Amount">So much.</param>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Per">For how long, ISO 8601.</param>
public sealed record PlanPrice(string Plan, decimal Amount, string Currency, string Per);
