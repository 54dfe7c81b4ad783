using CustomerTiering.Policies;

namespace CustomerTiering.Trials;

/// <summary>The scope of a trial. Together with the log, it determines the result.</summary>
/// <param name="Drafts">One draft, or two of the same ladder.</param>
/// <param name="From">The day on which the drafts come into force.</param>
/// <param name="To">The last day, inclusive.</param>
/// <param name="Prices">The prices of the service plans at the time of the request.</param>
/// <param name="Segment">The segment of the customers on the last day; null for all customers.</param>
/// <param name="CarryHeld">Whether tiers held before are carried; otherwise all customers start without a tier.</param>
public sealed record TrialScope(
    IReadOnlyList<WrittenPolicy> Drafts, string Ladder, DateOnly From, DateOnly To, IReadOnlyList<PlanPrice> Prices, string Actor,
    string? Segment = null,
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

/// <summary>The price of a service plan per customer, paid by the company.</summary>
/// <param name="Currency">ISO 4217 code.</param>
/// <param name="Per">The price period, ISO 8601.</param>
public sealed record PlanPrice(string Plan, decimal Amount, string Currency, string Per);
