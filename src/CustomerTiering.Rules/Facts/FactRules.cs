using CustomerTiering.Rules.Facts.Guards;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>Rules between facts of any kind: the same on paper, in commands, in files and in trials.</summary>
public static class FactRules
{
    private const long OneDay = 86_400_000_000;
    private const int YearsAhead = 2;

    /// <summary>The kind that <c>of</c> refers to; null if the kind has no such member. A correction refers to any kind.</summary>
    public static FactKind? RefersTo(FactKind kind) => KindTable.Of(kind).RefersTo;

    /// <summary>Whether facts that refer to facts of this kind are restricted.</summary>
    public static bool IsGuarded(FactKind kind) => KindTable.Of(kind).Guard is not null;

    /// <summary>The id in a fact's <c>of</c>, or null.</summary>
    public static string? Reference(Fact fact) => KindTable.Of(fact.Kind).Reference(fact);

    /// <summary>The external id (in the product, the key) of another customer that a fact names; null if it names none.</summary>
    public static string? OtherCustomer(Fact fact) => KindTable.Of(fact.Kind).OtherCustomer(fact);

    /// <summary>The member that names another customer, or null.</summary>
    public static string? OtherCustomerMember(FactKind kind) => KindTable.Of(kind).OtherCustomerMember;

    /// <summary>The error for a fact that refers to something the customer does not have.</summary>
    /// <param name="guarded">The kind referred to.</param>
    /// <param name="of">The id referred to.</param>
    public static DocumentError Unknown(FactKind guarded, string of) => KindTable.Of(guarded).Guard!.Unknown(of);

    /// <summary>The rules that the facts together break; empty if they are consistent.</summary>
    /// <param name="opening">A purchase, complaint or survey request.</param>
    /// <param name="referring">All facts that currently refer to it, in any order.</param>
    public static IEnumerable<BrokenRule> Judge(GuardedFact opening, IReadOnlyCollection<GuardedFact> referring) =>
        KindTable.Of(opening.Original.Kind).Guard!.Judge(opening, referring);

    /// <summary>
    /// The error for a fact too far in the future: more than a day for an event, more than two years for a state. Null if it is not. Does not apply
    /// on paper.
    /// </summary>
    /// <param name="at">When it happens, or from when it holds.</param>
    /// <param name="now">The current time.</param>
    public static DocumentError? TooFarAhead(FactKind kind, Instant at, Instant now)
    {
        var happens = KindTable.Of(kind).Happens;
        var latest = happens ? new(now.Microseconds + OneDay) : Instant.Of(now.ToDateTimeOffset().AddYears(YearsAhead));
        if (at <= latest) return null;
        return new("$.at", FactErrorCodes.InTheFuture, happens
            ? $"{at} is more than one day in the future; record a {kind.Name()} after it has happened"
            : $"{at} is more than {YearsAhead} years in the future, the maximum for facts that hold from a day on");
    }
}
