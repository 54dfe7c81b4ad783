using System.Text;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Facts;

public class FactReaderTests
{
    private static FactReading Read(string json, ZoneRules? zone = null) => FactReader.Read(Encoding.UTF8.GetBytes(json), zone);

    private static Fact Fact(string members, string kind)
    {
        var (fact, errors) = Read($$"""{"kind":"{{kind}}","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z"{{members}}}""");
        Assert.Empty(errors);
        return fact!.Fact!;
    }

    private static string Codes(string members, string kind) =>
        string.Join(' ', Read(
            $$"""{"kind":"{{kind}}","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z"{{members}}}""").Errors.Select(e => e.Path + ":" + e.Code));

    [Fact]
    public void A_purchase_amounts_exactly_to_its_lines()
    {
        var fact = Fact(
            ""","channel":"web","currency":"CNY","redeemed":"5","lines":[{"product":"tea","category":"food","quantity":"0.001","unitPrice":0.000001,"unitCost":2e0},{"quantity":1,"unitPrice":3}]""", "purchase");
        Assert.Equal(
            new Purchase("1", At("2026-03-31T10:00:00Z"), "web", "CNY", 3.000000001m,
                [new("tea", "food", 0.001m, 0.000001m, 2), new(null, null, 1, 3, null)], 5),
            fact);
    }

    [Theory]
    [InlineData(""","currency":"CNY","amount":"1000000000000000" """, "")]
    [InlineData(""","currency":"CNY","amount":"1000000000000000.01" """, "$.amount:out-of-bounds")]
    [InlineData(""","currency":"CNY","amount":-0.01""", "$.amount:out-of-bounds")]
    [InlineData(""","currency":"CNY","amount":1e400""", "$.amount:out-of-bounds")]
    [InlineData(""","currency":"CNY","amount":0.0000000001""", "$.amount:too-many-decimals")]
    [InlineData(""","currency":"CNY","amount":0.01""", "")]
    [InlineData(""","currency":"CNY","amount":"0.0100" """, "")]
    [InlineData(""","currency":"CNY","amount":0.001""", "$.amount:amount-too-fine")]
    [InlineData(""","currency":"JPY","amount":100""", "")]
    [InlineData(""","currency":"JPY","amount":"100.00" """, "")]
    [InlineData(""","currency":"JPY","amount":100.5""", "$.amount:amount-too-fine")]
    [InlineData(""","currency":"KWD","amount":0.001""", "")]
    [InlineData(""","currency":"KWD","amount":0.0001""", "$.amount:amount-too-fine")]
    [InlineData(""","currency":"CLF","amount":0.0001""", "")]
    [InlineData(""","currency":"JPY","lines":[{"quantity":1,"unitPrice":0.5}]""", "")]
    [InlineData(""","currency":"CNY","lines":[{"quantity":1,"unitPrice":-1}]""", "$.lines:out-of-bounds")]
    [InlineData(""","currency":"CNY","lines":[{"unitPrice":1}]""", "$.lines[0]:missing-member")]
    [InlineData(""","currency":"CNY","amount":1,"lines":[{"quantity":1,"unitPrice":1}]""", "$.amount:conflicting-members")]
    [InlineData(""","currency":"CNY","lines":[]""", "$.lines:out-of-bounds")]
    [InlineData(""","currency":"cny","amount":1""", "$.currency:unknown-currency")]
    [InlineData(""","currency":"CNY","lines":[{"quantity":1000000000,"unitPrice":1000000}]""", "")]
    [InlineData(""","currency":"CNY","lines":[{"quantity":1000000000,"unitPrice":1000000.000001}]""", "$.lines:out-of-bounds")]
    [InlineData(""","currency":"CNY","lines":[{"quantity":1000000000.001,"unitPrice":0}]""", "$.lines[0].quantity:out-of-bounds")]
    [InlineData(""","currency":"CNY","lines":[{"quantity":0.0001,"unitPrice":0.0000001}]""",
        "$.lines[0].quantity:too-many-decimals $.lines[0].unitPrice:too-many-decimals")]
    [InlineData(""","currency":"CNY","lines":[{"quantity":-1,"unitPrice":1,"price":2}]""",
        "$.lines[0].price:unknown-member $.lines[0].quantity:out-of-bounds")]
    public void A_purchase_keeps_its_bounds(string members, string codes) => Assert.Equal(codes, Codes(members, "purchase"));

    [Fact]
    public void All_errors_of_a_line_come_at_once() => Assert.Equal(
        ["$.amount:out-of-bounds", "$.at:invalid-time", "$.currency:unknown-currency", "$.customer:missing-member", "$.id:missing-member",
            "$.tier:unknown-member"],
        Read("""{"kind":"purchase","at":"yesterday","amount":-1,"currency":"QQQ","tier":"gold"}""", ZoneRules.Utc).Errors.Select(
            e => e.Path + ":" + e.Code).Order());

    [Theory]
    [InlineData("csat", "0", "$.score:out-of-bounds")]
    [InlineData("csat", "1", "")]
    [InlineData("csat", "5", "")]
    [InlineData("csat", "6", "$.score:out-of-bounds")]
    [InlineData("nps", "0", "")]
    [InlineData("nps", "10", "")]
    [InlineData("nps", "11", "$.score:out-of-bounds")]
    [InlineData("ces", "0", "$.score:out-of-bounds")]
    [InlineData("ces", "7", "")]
    [InlineData("ces", "8", "$.score:out-of-bounds")]
    [InlineData("csat", "4.5", "$.score:not-an-integer")]
    [InlineData("stars", "4", "$.survey:unknown-word")]
    public void A_score_is_within_its_survey(string survey, string score, string codes) =>
        Assert.Equal(codes, Codes($$""","survey":"{{survey}}","score":{{score}}""", "survey"));

    [Fact]
    public void Attributes_become_texts_in_order()
    {
        var fact = (CustomerDescription)Fact(
            ""","name":"Zoë","type":"company","attributes":{"b":1.50,"a":true,"c":"x"},"segments":["z","a","z"],"group":"g" """, "customer");
        Assert.Equal([new("a", "true"), new("b", "1.5"), new("c", "x")], fact.Attributes);
        Assert.Equal(["a", "z"], fact.Segments);
        Assert.Equal((CustomerType.Company, "g"), (fact.Type, fact.Group));
    }

    [Fact]
    public void A_customer_without_an_id_is_named_by_customer_and_time() =>
        Assert.Equal("anna@2026-03-31T00:00:00.000000Z", Read("""{"kind":"customer","customer":"anna","at":"2026-03-31"}""", ZoneRules.Utc).Fact!.Id);

    [Fact]
    public void Personal_texts_stay_apart_from_the_fact()
    {
        var read = Read(
            """{"kind":"survey","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","survey":"nps","score":9,"comment":"too\nslow","note":"call her"}""").Fact!;
        Assert.Equal(new PersonalTexts(null, "call her", "too\nslow"), read.Personal);
        Assert.DoesNotContain("slow", read.Fact!.ToString());
    }

    [Theory]
    [InlineData("""{"kind":"rumour","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z"}""", "unknown-kind")]
    [InlineData("""{"kind":"cancellation","kind":"return","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","of":"2"}""", "duplicate-member")]
    [InlineData("""{"kind":"cancellation","customer":"a\u0000","id":"1","at":"2026-03-31T10:00:00Z","of":"2"}""", "nul-character invalid-text")]
    [InlineData("""{"kind":"cancellation","customer":"\ud800","id":"1","at":"2026-03-31T10:00:00Z","of":"2"}""", "lone-surrogate")]
    [InlineData("""{"kind":"cancellation","customer":"anna","id":"1","at":"2026-03-31T10:00:00","of":"2"}""", "invalid-time")]
    [InlineData("""{"kind":"cancellation","customer":"anna","id":"","at":"2026-03-31T10:00:00Z","of":null}""", "invalid-text missing-member")]
    [InlineData("""[]""", "wrong-type")]
    [InlineData("""{"kind":""", "not-json")]
    public void A_bad_line_is_refused(string json, string codes) => Assert.Equal(codes, string.Join(' ', Read(json).Errors.Select(e => e.Code)));

    [Fact]
    public void Bytes_that_are_not_UTF_8_and_deep_nesting_are_refused()
    {
        Assert.Equal("invalid-utf8", FactReader.Read([0x7b, 0xff, 0x7d], null).Errors.Single().Code);
        Assert.Contains(
            Read(string.Concat(Enumerable.Repeat("""{"a":""", 100)) + "1" + new string('}', 100)).Errors, e => e.Code is "too-deep" or "not-json");
    }

    [Theory]
    [InlineData("""{"kind":"customer","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","name":"Zoë","type":"person","attributes":{"a":"1"},"segments":["s"],"group":"g"}""")]
    [InlineData("""{"kind":"purchase","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","channel":"web","currency":"CNY","amount":"12.5","redeemed":1,"note":"n"}""")]
    [InlineData("""{"kind":"return","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","of":"p","currency":"CNY","lines":[{"product":"p","category":"c","quantity":1,"unitPrice":2,"unitCost":1}]}""")]
    [InlineData("""{"kind":"cancellation","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","of":"p"}""")]
    [InlineData("""{"kind":"reinstatement","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","of":"p"}""")]
    [InlineData("""{"kind":"return","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","currency":"CNY","amount":"3","redeemed":"2","allowance":true}""")]
    [InlineData("""{"kind":"interaction","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","channel":"call","direction":"out","purpose":"p","outcome":"o","minutes":2.5}""")]
    [InlineData("""{"kind":"survey-asked","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","survey":"ces"}""")]
    [InlineData("""{"kind":"survey","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","survey":"csat","score":5,"of":"a","comment":"c"}""")]
    [InlineData("""{"kind":"complaint","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","category":"c","priority":"high"}""")]
    [InlineData("""{"kind":"complaint-resolved","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","of":"c"}""")]
    [InlineData("""{"kind":"complaint-reopened","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","of":"c"}""")]
    [InlineData("""{"kind":"referral","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","referred":"ben"}""")]
    [InlineData("""{"kind":"indicator","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","name":"assets","value":-1.25,"unit":"CNY"}""")]
    [InlineData("""{"kind":"correction","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","of":"p","ofKind":"purchase","replaces":{"amount":12.50,"channel":null}}""")]
    public void What_is_written_reads_back_as_the_same_fact(string json)
    {
        var (fact, errors) = Read(json);
        Assert.Empty(errors);
        Assert.Equal(fact, FactReader.Read(FactWriter.Write(fact!), null).Fact);
    }

    [Theory]
    [InlineData(""" "amount":7""", "amount 7")]
    [InlineData(""" "lines":[{"quantity":2,"unitPrice":4}]""", "amount 8")]
    [InlineData(""" "at":"2026-01-01T00:00:00Z" """, "at 2026-01-01")]
    [InlineData(""" "id":"2" """, "$.replaces.id:not-correctable")]
    [InlineData(""" "amount":-7""", "$.replaces.amount:out-of-bounds")]
    [InlineData(""" "score":7""", "$.replaces.score:unknown-member")]
    public void A_correction_replaces_members_and_keeps_the_rest(string replaces, string outcome)
    {
        var original =
            Read("""{"kind":"purchase","customer":"anna","id":"1","at":"2026-03-31T10:00:00Z","channel":"web","currency":"CNY","amount":9}""").Fact!;
        var correction =
            Read($$"""{"kind":"correction","customer":"anna","id":"k","at":"2026-04-01T00:00:00Z","of":"1","ofKind":"purchase","replaces":{ {{replaces}} } }""");
        var (completed, errors) = correction.Fact is null ? correction : FactReader.Complete(correction.Fact, original, null);
        var replaced = (completed?.Fact as Correction)?.Replacement as Purchase;
        Assert.Equal(outcome, errors.Count > 0
            ? errors[0].Path + ":" + errors[0].Code
            : replaced!.At != original.At ? $"at {replaced.At.ToString()[..10]}" : $"amount {PlainDecimal.Format(replaced.Amount)}");
        if (replaced is not null) Assert.Equal(("1", "web"), (replaced.Id, replaced.Channel));
    }
}
