using CustomerTiering.Rules.Facts.Guards;
using CustomerTiering.Rules.Facts.Kinds;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts;

/// <summary>What holds between facts, whatever their kinds: the same on paper, in commands, in files and in trials.</summary>
public static class FactRules
{
    private const long OneDay = 86_400_000_000;
    private const int YearsAhead = 2;

    /// <summary>The kind that <c>of</c> of a fact of this kind names; null where it has no such member. A correction names a fact of any kind.</summary>
    public static FactKind? RefersTo(FactKind kind) => KindTable.Of(kind).RefersTo;

    /// <summary>Whether facts of this kind have what refers to them judged.</summary>
    public static bool IsGuarded(FactKind kind) => KindTable.Of(kind).Guard is not null;

    /// <summary>The id that a fact's <c>of</c> names, or null.</summary>
    public static string? Reference(Fact fact) => KindTable.Of(fact.Kind).Reference(fact);

    /// <summary>The external id, or in the product the key, of another customer whom a fact names; null where it names none.</summary>
    public static string? OtherCustomer(Fact fact) => KindTable.Of(fact.Kind).OtherCustomer(fact);

    /// <summary>The member by which facts of this kind name another customer, or null.</summary>
    public static string? OtherCustomerMember(FactKind kind) => KindTable.Of(kind).OtherCustomerMember;

    /// <summary>Why a fact is rejected that refers to something the customer does not have.</summary>
    /// <param name="guarded">The kind that it refers to.</param>
    /// <param name="of">The id that it names.</param>
    public static DocumentError Unknown(FactKind guarded, string of) => KindTable.Of(guarded).Guard!.Unknown(of);

    /// <summary>The rules that facts break together; none if they go together.</summary>
    /// <param name="opening">A purchase, complaint or asking.</param>
    /// <param name="referring">All facts that refer to it as they hold now, in any order.</param>
    public static IEnumerable<BrokenRule> Judge(GuardedFact opening, IReadOnlyCollection<GuardedFact> referring) =>
        KindTable.Of(opening.Original.Kind).Guard!.Judge(opening, referring);

    /// <summary>
    /// Why a fact is rejected that lies ahead: what happens, by more than a day; what holds from a day on, by more than two years. Null if it is not. On paper nothing is.
    /// </summary>
    /// <param name="at">When it happens, or since when it holds.</param>
    /// <param name="now">The time.</param>
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
