using System.Text;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Tests.Evaluation;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Tests.Facts;

public class FactBookTests
{
    private static string Purchase(string id, string at, decimal amount, string customer = "anna") =>
        $$"""{"kind":"purchase","customer":"{{customer}}","id":"{{id}}","at":"{{at}}","currency":"CNY","amount":{{amount}}}""";

    private static string Return(string id, string at, decimal amount, string of, string customer = "anna") =>
        $$"""{"kind":"return","customer":"{{customer}}","id":"{{id}}","at":"{{at}}","of":"{{of}}","currency":"CNY","amount":{{amount}}}""";

    private static string Of(string kind, string id, string at, string of, string customer = "anna") =>
        $$"""{"kind":"{{kind}}","customer":"{{customer}}","id":"{{id}}","at":"{{at}}","of":"{{of}}"}""";

    private static string Asked(string id, string at, string survey, string customer = "anna") =>
        $$"""{"kind":"survey-asked","customer":"{{customer}}","id":"{{id}}","at":"{{at}}","survey":"{{survey}}"}""";

    private static string Answer(string id, string at, string survey, string of) =>
        $$"""{"kind":"survey","customer":"anna","id":"{{id}}","at":"{{at}}","survey":"{{survey}}","score":5,"of":"{{of}}"}""";

    private static string Complaint(string id, string at) => $$"""{"kind":"complaint","customer":"anna","id":"{{id}}","at":"{{at}}"}""";

    private static string Referral(string id, string at, string by, string of) =>
        $$"""{"kind":"referral","customer":"{{by}}","id":"{{id}}","at":"{{at}}","referred":"{{of}}"}""";

    private static string Correction(string id, string at, string kind, string of, string replaces, string customer = "anna") =>
        $$"""{"kind":"correction","customer":"{{customer}}","id":"{{id}}","at":"{{at}}","of":"{{of}}","ofKind":"{{kind}}","replaces":{{replaces}}}""";

    private static FactBookReading Read(params string[] lines) =>
        FactBook.Read(lines.Select(l => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(l)), ZoneRules.Utc);

    private static FactBook Book(params string[] lines)
    {
        var reading = Read(lines);
        Assert.Empty(reading.Errors);
        return reading.Book!;
    }

    private static void Rejected(int line, string code, params string[] lines)
    {
        var reading = Read(lines);
        Assert.Equal((line, code), (reading.Line, reading.Errors.FirstOrDefault()?.Code));
        Assert.Null(reading.Book);
    }

    [Fact]
    public void Any_fact_registers_its_customer_and_customers_come_in_code_point_order() =>
        Assert.Equal(["B", "a", "\uFF21", "\U0001F602"],
            Book(Purchase("1", "2026-01-01", 1, "\U0001F602"), Purchase("2", "2026-01-01", 1, "\uFF21"), "", Purchase("3", "2026-01-01", 1, "a"),
                Purchase("4", "2026-01-01", 1, "B")).Customers);

    [Fact]
    public void The_same_fact_again_is_one_and_with_other_content_rejected()
    {
        Assert.Single(Book(Purchase("1", "2026-01-01", 1), Purchase("1", "2026-01-01T00:00:00+00:00", 1.00m)).Known("anna").Own.Facts);
        Rejected(2, "fact-id-reused", Purchase("1", "2026-01-01", 1), Purchase("1", "2026-01-01", 1.01m));
        Rejected(2, "fact-id-reused", Purchase("1", "2026-01-01", 1), Purchase("1", "2026-01-01", 1, "ben"));
    }

    [Fact]
    public void A_purchase_is_returned_to_its_last_cent_and_no_further()
    {
        Book(Return("r", "2026-01-03", 60, "1"), Return("s", "2026-01-02", 40, "1"), Purchase("1", "2026-01-01", 100));
        Rejected(1, "return-exceeds-purchase", Return("r", "2026-01-03", 60.01m, "1"), Return("s", "2026-01-02", 40, "1"),
            Purchase("1", "2026-01-01", 100));
        Rejected(2, "unknown-purchase", Purchase("1", "2026-01-01", 100), Return("r", "2026-01-03", 1, "2"));
        Rejected(2, "unknown-purchase", Purchase("1", "2026-01-01", 100), Return("r", "2026-01-03", 1, "1", "ben"));
    }

    [Fact]
    public void A_return_is_judged_by_the_purchase_as_it_is_now_or_as_it_was_known_then_whichever_lets_more_back()
    {
        Book(Purchase("1", "2026-01-01", 100), Correction("k", "2026-02-01", "purchase", "1", """{"amount":200}"""),
            Return("r", "2026-01-31", 150, "1"));
        Book(Purchase("1", "2026-01-01", 100), Return("r", "2026-01-31", 50, "1"),
            Correction("k", "2026-02-01", "purchase", "1", """{"amount":49}"""));
        Rejected(3, "return-exceeds-purchase", Purchase("1", "2026-01-01", 100), Correction("k", "2026-01-31", "purchase", "1", """{"amount":49}"""),
            Return("r", "2026-01-31", 50, "1"));
        Rejected(2, "return-exceeds-purchase", Purchase("1", "2026-01-01", 100), Return("r", "2026-01-31", 200.01m, "1"),
            Correction("k", "2026-02-01", "purchase", "1", """{"amount":200}"""));
    }

    [Fact]
    public void A_corrected_fact_is_judged_as_it_holds_from_the_beginning()
    {
        Book(Purchase("1", "2026-01-01", 100), Return("r", "2026-01-31", 150, "1"),
            Correction("k", "2026-02-01", "return", "r", """{"amount":100}"""));
        Rejected(3, "return-exceeds-purchase", Purchase("1", "2026-01-01", 100), Return("r", "2026-01-31", 50, "1"),
            Correction("k", "2026-02-01", "return", "r", """{"amount":100.01}"""));
        Rejected(4, "unknown-purchase", Purchase("1", "2026-01-01", 100), Purchase("2", "2026-01-01", 1), Of("cancellation", "c", "2026-01-02", "1"),
            Correction("k", "2026-02-01", "cancellation", "c", """{"of":"3"}"""));
        Book(
            Purchase("1", "2026-01-01", 100), Purchase("2", "2026-01-01", 1), Of("cancellation", "c", "2026-01-02", "1"),
            Of("cancellation", "d", "2026-01-03", "1"),
            Correction("k", "2026-02-01", "cancellation", "c", """{"of":"2"}"""));
    }

    [Fact]
    public void A_purchase_is_reinstated_while_it_is_cancelled_and_may_be_cancelled_again()
    {
        Book(
            Purchase("1", "2026-01-01", 1), Of("cancellation", "c", "2026-01-04", "1"), Of("reinstatement", "i", "2026-01-03", "1"),
            Of("cancellation", "b", "2026-01-02", "1"),
            Of("reinstatement", "j", "2026-01-05", "1"));
        Rejected(2, "not-cancelled", Purchase("1", "2026-01-01", 1), Of("reinstatement", "i", "2026-01-02", "1"));
        Rejected(2, "not-cancelled", Purchase("1", "2026-01-01", 1), Of("reinstatement", "i", "2026-01-02", "1"),
            Of("cancellation", "c", "2026-01-03", "1"));
        Rejected(3, "already-cancelled", Purchase("1", "2026-01-01", 1), Of("cancellation", "c", "2026-01-02", "1"),
            Of("cancellation", "d", "2026-01-03", "1"), Of("reinstatement", "i", "2026-01-04", "1"));
        Rejected(1, "unknown-purchase", Of("reinstatement", "i", "2026-01-02", "1"));
    }

    [Fact]
    public void An_answer_names_an_asking_of_the_same_customer_and_survey()
    {
        Book(Answer("a", "2026-01-02", "nps", "q"), Asked("q", "2026-01-01", "nps"), Answer("b", "2026-01-03", "nps", "q"));
        Rejected(1, "unknown-asking", Answer("a", "2026-01-02", "nps", "q"));
        Rejected(2, "unknown-asking", Asked("q", "2026-01-01", "nps", "ben"), Answer("a", "2026-01-02", "nps", "q"));
        Rejected(2, "unknown-asking", Asked("q", "2026-01-01", "csat"), Answer("a", "2026-01-02", "nps", "q"));
        Rejected(2, "unknown-asking", Asked("q", "2026-01-01", "nps"), Answer("a", "2026-01-02", "nps", "q"),
            Correction("k", "2026-01-03", "survey-asked", "q", """{"survey":"ces"}"""));
    }

    [Fact]
    public void The_same_order_with_its_lines_in_another_order_is_the_same_fact()
    {
        const string Tea = """{"product":"tea","quantity":1,"unitPrice":2}""", Pot = """{"product":"pot","quantity":2,"unitPrice":3}""";
        Assert.Single(Book(Order($"{Tea},{Pot}"), Order($"{Pot},{Tea}")).Known("anna").Own.Facts);
        Rejected(2, "fact-id-reused", Order($"{Tea},{Pot}"), Order($"{Pot},{Pot}"));

        static string Order(string lines) =>
            $$"""{"kind":"purchase","customer":"anna","id":"1","at":"2026-01-01","currency":"CNY","lines":[{{lines}}]}""";
    }

    [Fact]
    public void A_customer_is_the_same_whatever_blanks_stand_around_the_id_and_however_it_is_composed()
    {
        Assert.Equal(["C-12"], Book(Purchase("1", "2026-01-01", 1, "C-12"), Purchase("2", "2026-01-01", 1, "C-12 "),
            Purchase("3", "2026-01-01", 1, "\u200B\u00A0C-12\uFEFF")).Customers);
        Assert.Equal(["J\u00FCrgen"], Book(
            Purchase("1", "2026-01-01", 1, "Ju\u0308rgen"), Referral("2", "2026-01-01", "J\u00FCrgen", "Ju\u0308rgen")).Customers);
        Rejected(1, "customer-missing", Purchase("1", "2026-01-01", 1, " "));
        Rejected(1, "customer-missing", Purchase("1", "2026-01-01", 1, "\u00A0\u200B"));
        Rejected(1, "customer-missing", Referral("1", "2026-01-01", "anna", "\u2060"));
    }

    [Fact]
    public void A_second_cancellation_is_rejected() =>
        Rejected(2, "already-cancelled", Purchase("1", "2026-01-01", 1), Of("cancellation", "y", "2026-01-03", "1"),
            Of("cancellation", "x", "2026-01-02", "1"));

    [Fact]
    public void A_complaint_is_resolved_while_it_is_open()
    {
        Book(Of("complaint-resolved", "r2", "2026-01-04", "c"), Of("complaint-reopened", "o", "2026-01-03", "c"),
            Of("complaint-resolved", "r", "2026-01-02", "c"), Complaint("c", "2026-01-01"));
        Rejected(3, "complaint-not-open", Complaint("c", "2026-01-01"), Of("complaint-resolved", "r", "2026-01-02", "c"),
            Of("complaint-resolved", "s", "2026-01-03", "c"));
        Rejected(2, "complaint-not-open", Complaint("c", "2026-01-02"), Of("complaint-resolved", "r", "2026-01-01", "c"));
        Rejected(2, "complaint-open", Complaint("c", "2026-01-01"), Of("complaint-reopened", "r", "2026-01-02", "c"));
        Rejected(1, "unknown-complaint", Of("complaint-resolved", "r", "2026-01-02", "c"));
    }

    [Fact]
    public void A_correction_of_no_fact_of_the_customer_is_rejected()
    {
        Rejected(1, "unknown-fact", Correction("k", "2026-02-01", "purchase", "1", """{"amount":2}"""));
        Rejected(2, "unknown-fact", Purchase("1", "2026-01-01", 1), Correction("k", "2026-02-01", "purchase", "1", """{"amount":2}""", "ben"));
        Rejected(2, "unknown-member", Purchase("1", "2026-01-01", 1), Correction("k", "2026-02-01", "purchase", "1", """{"score":2}"""));
    }

    [Fact]
    public void Corrections_hold_from_the_beginning_and_each_is_of_the_fact_as_the_earlier_ones_left_it()
    {
        var known = Book(
            Correction("l", "2026-03-01T12:00:00Z", "purchase", "1", """{"channel":"web"}"""), Purchase("1", "2026-01-01", 100),
            Correction("k", "2026-02-01T12:00:00Z", "purchase", "1", """{"amount":50}""")).Known("anna");
        var purchase = Assert.IsType<Purchase>(Assert.Single(known.Own.Facts));

        Assert.Equal((50, "web"), (purchase.Amount, purchase.Channel));
        Assert.Equal(50, Measuring.Metric(MeasureKind.PurchasesNet, Aggregate.Sum).Of(known, "2026-01-01"));
    }

    [Fact]
    public void Only_the_first_referral_counts_whoever_made_it_and_as_it_is_corrected()
    {
        var book = Book(
            Referral("f", "2026-01-02", "anna", "cleo"), Referral("g", "2026-01-01", "ben", "cleo"), Referral("s", "2025-01-01", "cleo", "cleo"),
            Correction("k", "2026-02-01", "referral", "g", """{"referred":"dora"}""", "ben"), Purchase("1", "2026-01-05", 7, "cleo"));
        Assert.Equal(["anna"], book.Customers.Where(customer => book.Known(customer).Own.Referred.Contains("cleo")));
        Assert.Equal(["cleo"], book.Known("anna").Referred.Keys);
    }

    [Fact]
    public void A_corrected_fact_calls_for_an_evaluation_on_its_corrected_day_and_the_correction_on_its_own()
    {
        var interest = new FactInterest([new(MeasureKind.PurchasesNet), new(MeasureKind.ReferralsRevenue)], profile: false, segments: []);
        Assert.Equal(
            ["01-20", "02-01"], Days(Purchase("1", "2026-01-01", 1), Correction("k", "2026-02-01", "purchase", "1", """{"at":"2026-01-20"}""")));
        Assert.Equal(
            ["02-01", "02-20"], Days(Purchase("1", "2026-01-01", 1), Correction("k", "2026-02-01", "purchase", "1", """{"at":"2026-02-20"}""")));
        Assert.Equal(
            ["02-01", "02-20"], Days(Purchase("1", "2026-03-01", 1), Correction("k", "2026-02-01", "purchase", "1", """{"at":"2026-02-20"}""")));
        Assert.Equal(["01-05", "01-06"], Days(
            Referral("f", "2026-01-05", "anna", "ben"), Purchase("1", "2026-01-04", 1, "ben"), Purchase("2", "2026-01-06", 1, "ben")));

        IEnumerable<string> Days(params string[] lines) => Book(lines).Known("anna").DaysOf(interest, ZoneRules.Utc).Select(d => d.ToString("MM-dd"));
    }

    [Fact]
    public void The_order_of_lines_is_immaterial()
    {
        string[] lines =
        [
            Purchase("1", "2026-01-01", 100), Return("r", "2026-02-01", 30, "1"), Correction("k", "2026-03-01", "purchase", "1", """{"amount":90}"""),
            Complaint("c", "2026-01-01"), Of("complaint-resolved", "s", "2026-01-02", "c"), Referral("f", "2026-01-02", "anna", "ben"),
            Purchase("2", "2026-01-03", 11, "ben"),
        ];
        var metric = Measuring.Metric(MeasureKind.PurchasesNet, Aggregate.Sum);
        for (var shift = 0; shift < lines.Length; shift++)
        {
            var book = Book([.. lines.Skip(shift), .. lines.Take(shift)]);
            Assert.Equal(90, metric.Of(book.Known("anna"), "2026-01-31"));
            Assert.Equal(60, metric.Of(book.Known("anna"), "2026-02-01"));
        }
    }
}
