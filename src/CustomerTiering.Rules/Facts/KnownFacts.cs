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

    /// <summary>What is judged as of a day: the facts of the customer's group on that day, or the customer's own.</summary>
    public KnownFacts On(DateOnly day, ZoneRules zone) => Groups is null ? this : Groups.On(Own.Customer, day, zone);

    /// <summary>
    /// The days, ascending and each once, with facts that <paramref name="interest"/> covers: the customer's own, and from the day of the referral on those of
    /// the customers referred; corrections as applied.
    /// </summary>
    public IReadOnlyList<DateOnly> DaysOf(FactInterest interest, ZoneRules zone)
    {
        if (Groups is not null) return Groups.DaysOf(Own.Customer, interest, zone);
        if (!interest.Referred || Referred.Count == 0) return Own.DaysOf(interest, zone);
        var days = new SortedSet<DateOnly>(Own.DaysOf(interest, zone));
        foreach (var referral in Own.Referrals.Facts)
        {
            if (!Referred.TryGetValue(referral.Referred, out var theirs)) continue;
            var from = zone.DayOf(referral.At);
            days.UnionWith(theirs.Facts.Where(interest.CoversOfReferred).Select(fact => zone.DayOf(fact.At)).Where(day => day >= from));
        }
        return [.. days];
    }
}
