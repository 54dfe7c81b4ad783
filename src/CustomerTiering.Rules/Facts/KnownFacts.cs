using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>All facts that a decision about a customer may use.</summary>
/// <param name="Referred">Facts of the referred customers, by key, for <c>referrals.revenue</c>; an absent customer has none.</param>
/// <param name="Groups">For policies that assess groups: all customers who affect this one; null: the customer is assessed alone.</param>
public sealed record KnownFacts(CustomerFacts Own, IReadOnlyDictionary<string, CustomerFacts> Referred, CompanyGroups? Groups = null)
{
    private static readonly Dictionary<string, CustomerFacts> Nobody = [];

    /// <summary>Facts of a customer without referrals, or for standards that do not use <c>referrals.revenue</c>.</summary>
    public static KnownFacts OfOwn(CustomerFacts own) => new(own, Nobody);

    /// <summary>The earliest instant for which facts recorded after a position, also of referred customers, change what is known; or null.</summary>
    public Instant? ChangedSince(long position)
    {
        var since = Own.ChangedSince(position);
        foreach (var theirs in Referred.Values)
            if (theirs.ChangedSince(position) is { } changed && !(changed >= since)) since = changed;
        return since;
    }

    /// <summary>The facts to assess as of a day: those of the customer's group on that day, or the customer's own.</summary>
    public KnownFacts On(DateOnly day, ZoneRules zone) => Groups is null ? this : Groups.On(Own.Customer, day, zone);

    /// <summary>
    /// The distinct days, ascending, with facts that <paramref name="interest"/> covers: the customer's own, and those of referred customers from the
    /// day of the referral on. Corrections are applied.
    /// </summary>
    /// <param name="zone">The zone of the days.</param>
    /// <param name="knownThrough">The day up to which returns are known; null: for each day, the returns up to it.</param>
    public IReadOnlyList<DateOnly> DaysOf(FactInterest interest, ZoneRules zone, DateOnly? knownThrough = null)
    {
        if (Groups is not null) return Groups.DaysOf(Own.Customer, zone, known => known.OwnDays(interest, zone, knownThrough));
        return OwnDays(interest, zone, knownThrough);
    }

    /// <summary>
    /// The first day after <paramref name="day"/> with a fact that <paramref name="interest"/> covers, of the customer or a referred customer; null
    /// without one. Unlike <see cref="DaysOf"/>, it includes fully returned purchases and their returns.
    /// </summary>
    public DateOnly? DayAfter(DateOnly day, FactInterest interest, ZoneRules zone)
    {
        var own = Own.Facts.Concat(Own.Corrections).Where(interest.Covers).Select(fact => zone.DayOf(fact.At));
        var all = interest.CountsWhatReferredBuy ? own.Concat(ReferredDays(interest, zone)) : own;
        return all.Where(one => one > day).Select(one => (DateOnly?)one).Min();
    }

    /// <summary>The distinct days, ascending, at whose end returns, cancellations and reinstatements are rechecked; none for referrers.</summary>
    public IReadOnlyList<DateOnly> RecheckDays(Recheck recheck, ZoneRules zone)
    {
        if (Groups is not null) return Groups.DaysOf(Own.Customer, zone, known => known.OwnRecheckDays(recheck, zone));
        return OwnRecheckDays(recheck, zone);
    }

    private IReadOnlyList<DateOnly> OwnRecheckDays(Recheck recheck, ZoneRules zone) =>
        [.. FactCalls.RecheckDays(Own, recheck, zone).Distinct().Order()];

    private IReadOnlyList<DateOnly> OwnDays(FactInterest interest, ZoneRules zone, DateOnly? knownThrough)
    {
        if (!interest.CountsWhatReferredBuy || Referred.Count == 0) return Own.DaysOf(interest, zone, knownThrough);
        return [.. Own.DaysOf(interest, zone, knownThrough).Concat(ReferredDays(interest, zone)).Distinct().Order()];
    }

    private IEnumerable<DateOnly> ReferredDays(FactInterest interest, ZoneRules zone)
    {
        foreach (var referral in Own.Referrals.Facts)
        {
            if (!Referred.TryGetValue(referral.Referred, out var theirs)) continue;
            var from = zone.DayOf(referral.At);
            foreach (var fact in theirs.Facts)
                if (interest.CoversOfReferred(fact) && zone.DayOf(fact.At) is var day && day >= from) yield return day;
        }
    }
}
