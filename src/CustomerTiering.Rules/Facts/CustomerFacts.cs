using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>A customer's facts: in order, corrections applied, returns and cancellations linked to their purchases.</summary>
public sealed class CustomerFacts
{
    private CustomerFacts(string customer) => Customer = customer;

    /// <summary>The customer's key.</summary>
    public string Customer { get; }

    /// <summary>Folds what is known. The order of arrival is immaterial, but that of several corrections of one fact the later in <paramref name="known"/> wins.</summary>
    /// <param name="customer">The customer's key.</param>
    /// <param name="known">Facts and corrections, each once.</param>
    /// <param name="counts">Whether a referral counts (only the first of a customer does, and none of oneself); null: all but those of oneself.</param>
    public static CustomerFacts Fold(string customer, IEnumerable<Fact> known, Func<Referral, bool>? counts = null) => new(customer);

    /// <summary>The day of joining: of the first fact of kind <c>customer</c> by time, else of the earliest fact; corrections don't change it. Null without facts.</summary>
    public DateOnly? Joined(ZoneRules zone) => throw new NotImplementedException();

    /// <summary>What the latest fact of kind <c>customer</c> on or before <paramref name="day"/> says.</summary>
    public CustomerProfile ProfileOn(DateOnly day, ZoneRules zone) => throw new NotImplementedException();

    /// <summary>The days, ascending and each once, on which a fact of the customer falls that <paramref name="interest"/> covers; corrections as applied.</summary>
    public IReadOnlyList<DateOnly> DaysOf(FactInterest interest, ZoneRules zone) => throw new NotImplementedException();
}
