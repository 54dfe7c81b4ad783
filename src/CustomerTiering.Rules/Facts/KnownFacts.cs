namespace CustomerTiering.Rules.Facts;

/// <summary>All that a decision about a customer may look at.</summary>
/// <param name="Own">The customer's own facts.</param>
/// <param name="Referred">Facts of the customers that this one referred, by key, for <c>referrals.revenue</c>; one that is absent has none.</param>
public sealed record KnownFacts(CustomerFacts Own, IReadOnlyDictionary<string, CustomerFacts> Referred)
{
    private static readonly Dictionary<string, CustomerFacts> Nobody = [];

    /// <summary>Facts of a customer who referred nobody, or for standards that don't look at <c>referrals.revenue</c>.</summary>
    public static KnownFacts OfOwn(CustomerFacts own) => new(own, Nobody);
}
