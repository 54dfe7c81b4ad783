using System.Text;
using System.Text.Json.Nodes;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.ServicePlans;

namespace CustomerTiering.Rules.Tests.ServicePlans;

public sealed class ServicePlanReaderTests
{
    public const string Everything = """
        { "schema": "service-plan/1", "code": "gold-care", "name": { "en": "Gold care", "zh": "金牌服务" },
          "entitlements": {
            "times": [ { "priority": "high", "response": "PT4H", "resolution": "P2D" }, { "response": "P1D", "resolution": "P1D" }, { "priority": "low", "resolution": "P9D" } ],
            "dedicatedManager": true, "contactEvery": "P1M",
            "discounts": [ { "category": "shoes", "percent": "12.25" }, { "percent": 100 } ],
            "benefits": [ { "code": "visit", "name": { "en": "Visit" }, "quantity": "0.000001", "unit": "visit", "per": "P1Y" }, { "code": "delivery", "name": { "en": "Delivery" } } ] },
          "cost": { "amount": "120.00", "currency": "CNY", "per": "P1Y" } }
        """;

    internal static DocumentReading<ServicePlan> Read(string json) =>
        ServicePlanReader.Read(Encoding.UTF8.GetBytes(json), node => CanonicalJson.Write(node));

    private static string[] Errors(string json) => [.. Read(json).Errors.Select(error => $"{error.Path} {error.Code}")];

    private static string With(string member, string json)
    {
        var plan = JsonNode.Parse(
            """{ "schema": "service-plan/1", "code": "gold-care", "name": { "en": "Gold care" }, "entitlements": {} }""")!.AsObject();
        var at = member.StartsWith("entitlements.", StringComparison.Ordinal) ? plan["entitlements"]!.AsObject() : plan;
        at[member.Split('.')[^1]] = JsonNode.Parse(json);
        return plan.ToJsonString();
    }

    [Fact]
    public void A_plan_with_everything_reads_without_fault()
    {
        var reading = Read(Everything);

        Assert.Equal([], reading.Errors);
        var plan = reading.Document!;
        Assert.Equal(("gold-care", "金牌服务", new PlanCost(120m, "CNY", "P1Y")), (plan.Code, plan.Name["zh"], plan.Cost));
        Assert.Equal([new("high", "PT4H", "P2D"), new(null, "P1D", "P1D"), new("low", null, "P9D")], plan.Entitlements.Times);
        Assert.Equal([new("shoes", 12.25m), new(null, 100m)], plan.Entitlements.Discounts);
        Assert.Equal(
            [("visit", 0.000001m, "P1Y"), ("delivery", null, null)], plan.Entitlements.Benefits.Select(one => (one.Code, one.Quantity, one.Per)));
        Assert.Equal(("120", "100"), (
            (string?)reading.Normalized!["cost"]!["amount"], (string?)reading.Normalized["entitlements"]!["discounts"]![1]!["percent"]));
    }

    [Fact]
    public void A_plan_may_promise_nothing_and_say_no_cost() => Assert.Null(Read(With("entitlements", "{}")).Document!.Cost);

    [Fact]
    public void All_errors_are_told_at_once() => Assert.Equal(
        [
            "$.code invalid-name", "$.cost.amount out-of-bounds", "$.cost.currency unknown-currency", "$.cost.per missing-member",
            "$.entitlements.benefits[0].code invalid-name", "$.entitlements.benefits[0].per invalid-period", "$.entitlements.butler unknown-member",
            "$.entitlements.contactEvery invalid-period", "$.entitlements.discounts[0].percent out-of-bounds",
            "$.entitlements.times[0].response invalid-duration", "$.entitlements.times[1] duplicate-value",
            "$.entitlements.times[1] nothing-promised",
            "$.name['english!'] invalid-language",
        ],
        Errors("""
            { "schema": "service-plan/1", "code": "gold care", "name": { "english!": "Gold" },
              "entitlements": {
                "times": [ { "priority": "high", "response": "4h" }, { "priority": "high" } ], "contactEvery": "monthly", "discounts": [ { "percent": 0 } ],
                "benefits": [ { "code": "", "name": { "en": "Visit" }, "per": "P0D" } ], "butler": true },
              "cost": { "amount": "-0.01", "currency": "YUAN" } }
            """).Order(StringComparer.Ordinal));

    [Theory]
    [InlineData("PT4H", "PT4H", true)]
    [InlineData("PT4H", "PT3H59M", false)]
    [InlineData("P1D", "PT24H", true)]
    public void A_resolution_comes_no_earlier_than_the_response(string response, string resolution, bool right) => Assert.Equal(
        right ? [] : new[] { "$.entitlements.times[0].resolution resolution-before-response" },
        Errors(With("entitlements.times", $$"""[ { "response": "{{response}}", "resolution": "{{resolution}}" } ]""")));

    [Theory]
    [InlineData("0.01", null)]
    [InlineData("0.001", "too-many-decimals")]
    [InlineData("0", "out-of-bounds")]
    [InlineData("100", null)]
    [InlineData("100.01", "out-of-bounds")]
    public void A_discount_is_above_0_and_up_to_100_percent_with_2_decimals(string percent, string? code) => Assert.Equal(
        code is null ? [] : new[] { $"$.entitlements.discounts[0].percent {code}" },
        Errors(With("entitlements.discounts", $$"""[ { "percent": "{{percent}}" } ]""")));

    [Theory]
    [InlineData("0", null)]
    [InlineData("0.000001", null)]
    [InlineData("-0.000001", "out-of-bounds")]
    [InlineData("0.0000001", "too-many-decimals")]
    [InlineData("1000000000000000", null)]
    [InlineData("1000000000000001", "out-of-bounds")]
    public void A_cost_is_0_or_more_and_exact(string amount, string? code) => Assert.Equal(
        code is null ? [] : new[] { $"$.cost.amount {code}" },
        Errors(With("cost", $$"""{ "amount": "{{amount}}", "currency": "CNY", "per": "P1M" }""")));

    [Fact]
    public void One_discount_may_be_for_all_other_categories_not_two() => Assert.Equal(
        ["$.entitlements.discounts[1] duplicate-value"], Errors(With("entitlements.discounts", """[ { "percent": 1 }, { "percent": 2 } ]""")));

    [Theory]
    [InlineData(100, true)]
    [InlineData(101, false)]
    public void A_list_has_a_hundred_entries_at_most(int count, bool right) => Assert.Equal(
        right ? [] : new[] { "$.entitlements.discounts too-many-entries" },
        Errors(With("entitlements.discounts",
            $"[{string.Join(',', Enumerable.Range(0, count).Select(i => $$"""{ "category": "c{{i}}", "percent": 1 }"""))}]")));

    [Theory]
    [InlineData("name", "{}", "$.name missing-member")]
    [InlineData("name", "\"Gold\"", "$.name wrong-type")]
    [InlineData("schema", "\"service-plan/2\"", "$.schema unknown-schema")]
    [InlineData("entitlements.times", "[null]", "$.entitlements.times[0] wrong-type")]
    [InlineData("entitlements.dedicatedManager", "\"yes\"", "$.entitlements.dedicatedManager wrong-type")]
    [InlineData("entitlements.benefits", """[ { "code": "a", "name": { "en": "A" } }, { "code": "a", "name": { "en": "B" } } ]""",
        "$.entitlements.benefits[1] duplicate-value")]
    public void What_it_can_not_be_is_refused_where_it_stands(string member, string json, string error) =>
        Assert.Equal([error], Errors(With(member, json)));

    [Fact]
    public void A_missing_name_and_missing_entitlements_are_named() => Assert.Equal(
        ["$.name missing-member", "$.entitlements missing-member"], Errors("""{ "schema": "service-plan/1", "code": "basic" }"""));
}
