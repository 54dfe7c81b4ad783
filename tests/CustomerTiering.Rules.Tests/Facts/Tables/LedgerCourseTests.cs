using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Facts.Tables;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Tests.Facts.Tables;

/// <summary>A ledger that goes on from the day before says the same as one from the start.</summary>
public class LedgerCourseTests
{
    private static readonly DateOnly First = new(2026, 1, 1);

    [Fact]
    public void Returns_that_name_their_purchases() =>
        AssertSame(Buys("a", 1), Buys("b", 2), Returns(3, 40, "a"), Returns(4, 60, "a"), Returns(5, 100, "b"));

    [Fact]
    public void Returns_that_name_none() => AssertSame(Buys("a", 1), Buys("b", 2), Returns(3, 40, null), Returns(4, 80, null), Returns(5, 100, null));

    [Fact]
    public void One_that_names_its_purchase_comes_before_earlier_ones_that_name_none() =>
        AssertSame(Buys("a", 1), Buys("b", 2), Returns(3, 40, null), Returns(4, 80, "b"), Returns(5, 30, null), Returns(5, 10, "a"));

    [Fact]
    public void A_cancellation_frees_what_was_taken_and_a_reinstatement_takes_it_again() =>
        AssertSame(Buys("a", 1), Buys("b", 2), Returns(3, 40, null), Cancels("b", 4), Returns(5, 30, null), Reinstates("b", 6), Returns(7, 50, "b"));

    [Fact]
    public void Allowances_take_amounts_alone() =>
        AssertSame(Buys("a", 1), Returns(2, 100, "a", allowance: true), Buys("b", 3), Returns(4, 100, null), Returns(5, 20, null));

    private static void AssertSame(params Fact[] facts)
    {
        Assert.True(ZoneRules.TryFind("UTC", out var zone));
        var customer = CustomerFacts.Fold("c", facts);
        var (table, days) = (customer.Purchases, customer.In(zone));
        var course = new LedgerCourse(table, days);
        // Ascending, as days are asked for, and back to the first.
        foreach (var day in (int[])[1, 2, 3, 4, 5, 6, 7, 8, 3, 5])
        {
            var number = First.AddDays(day - 1).DayNumber;
            Assert.Equal(Lines(table, days.Ledger(number)), Lines(table, course.On(number)));
        }
    }

    private static IEnumerable<string> Lines(PurchaseTable table, ReturnLedger ledger) =>
    [
        .. ledger.Takes.Select(take => $"{take.Return} takes {take.Amount} and {take.Units} off {take.Purchase}"),
        .. Enumerable.Range(0, table.Purchases.Facts.Length)
            .Select(row => $"{row}: {ledger.Off(row)?.Left}{(ledger.IsCancelled(row) ? " cancelled" : "")}{(ledger.IsGone(row) ? " gone" : "")}"),
    ];

    private static Instant Noon(int day) => Instant.Of(new DateTimeOffset(First.AddDays(day - 1), new(12, 0), TimeSpan.Zero));

    private static Purchase Buys(string id, int day) => new(id, Noon(day), null, "EUR", 100, []);

    private static Return Returns(int day, decimal amount, string? of, bool allowance = false) =>
        new($"r{day}/{amount}", Noon(day), null, of, "EUR", amount, []) { Allowance = allowance };

    private static Cancellation Cancels(string of, int day) => new($"x{day}", Noon(day), null, of);

    private static Reinstatement Reinstates(string of, int day) => new($"n{day}", Noon(day), null, of);
}
