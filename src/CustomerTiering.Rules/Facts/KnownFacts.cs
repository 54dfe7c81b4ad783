using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>All that a decision about a customer may look at.</summary>
/// <param name="Own">The customer's own facts.</param>
/// <param name="Referred">Facts of the customers that this one referred, by key, for <c>referrals.revenue</c>; one that is absent has none.</param>
/// <param name="Groups">For policies that judge a group of companies as one: the customer's and all others' who bear on it; null: the customer is judged alone.</param>
public sealed record KnownFacts(CustomerFacts Own, IReadOnlyDictionary<string, CustomerFacts> Referred, CompanyGroups? Groups = null)
{
    private static readonly Dictionary<string, CustomerFacts> Nobody = [];

    /// <summary>Facts of a customer who referred nobody, or for standards that don't look at <c>referrals.revenue</c>.</summary>
    public static KnownFacts OfOwn(CustomerFacts own) => new(own, Nobody);

    /// <summary>The earliest instant of which something else is known by what was recorded after a position, of customers referred too; null: nothing was.</summary>
    public Instant? ChangedSince(long position)
    {
        var since = Own.ChangedSince(position);
        foreach (var theirs in Referred.Values)
            if (theirs.ChangedSince(position) is { } changed && !(changed >= since)) since = changed;
        return since;
    }

    /// <summary>What is judged as of a day: the facts of the customer's group on that day, or the customer's own.</summary>
    public KnownFacts On(DateOnly day, ZoneRules zone) => Groups is null ? this : Groups.On(Own.Customer, day, zone);

    /// <summary>
    /// The days, ascending and each once, with facts that <paramref name="interest"/> covers: the customer's own, and from the day of the referral on those of
    /// the customers referred; corrections as applied.
    /// </summary>
    /// <param name="interest">What is looked at.</param>
    /// <param name="knownThrough">The day up to which returns are known; null: on each day those up to it.</param>
    public IReadOnlyList<DateOnly> DaysOf(FactInterest interest, ZoneRules zone, DateOnly? knownThrough = null)
    {
        if (Groups is not null) return Groups.DaysOf(Own.Customer, zone, known => known.OwnDays(interest, zone, knownThrough));
        return OwnDays(interest, zone, knownThrough);
    }

    /// <summary>
    /// The first day after a day on which a fact falls that <paramref name="interest"/> covers, the customer's own or one of the customers referred; null without one.
    /// Unlike <see cref="DaysOf"/>, which leaves them out, what was given back whole and what gave it back are such facts.
    /// </summary>
    public DateOnly? DayAfter(DateOnly day, FactInterest interest, ZoneRules zone)
    {
        var own = Own.Facts.Concat(Own.Corrections).Where(interest.Covers).Select(fact => zone.DayOf(fact.At));
        var all = interest.CountsWhatReferredBuy ? own.Concat(ReferredDays(interest, zone)) : own;
        return all.Where(one => one > day).Select(one => (DateOnly?)one).Min();
    }

    /// <summary>The days, ascending and each once, at whose end returns, cancellations and reinstatements are rechecked. A referrer is not.</summary>
    public IReadOnlyList<DateOnly> RecheckDays(Recheck recheck, ZoneRules zone)
    {
        if (Groups is not null) return Groups.DaysOf(Own.Customer, zone, known => known.OwnRecheckDays(recheck, zone));
        return OwnRecheckDays(recheck, zone);
    }

    private IReadOnlyList<DateOnly> OwnRecheckDays(Recheck recheck, ZoneRules zone) => [.. FactCalls.RecheckDays(Own, recheck, zone).Distinct().Order()];

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
