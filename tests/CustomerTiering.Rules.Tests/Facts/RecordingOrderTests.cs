using CustomerTiering.Rules.Tests.Paper;

namespace CustomerTiering.Rules.Tests.Facts;

/// <summary>
/// At one instant the order of recording decides, on paper that of lines: nothing that differs from one installation to the next does.
/// </summary>
public class RecordingOrderTests
{
    private static Story Of(string metrics, string qualify, string judged, params string[] facts) => Story.Of($$"""
        { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR", "judge": "{{judged}}", "metrics": { {{metrics}} },
          "tiers": [ { "code": "base" }, { "code": "gold", "qualify": {{qualify}} } ] }
        """, "--as-of 2026-03-31", facts);

    private const string Level = """ "level": { "measure": "indicators.level", "aggregate": "last" } """;
    private const string Brought = """ "brought": { "measure": "referrals", "aggregate": "count" } """;
    private const string IsGold = """{ "attribute": "grade", "equals": "A" }""";

    private static string Indicator(string id, int value) =>
        $$"""{"kind":"indicator","customer":"ann","id":"{{id}}","at":"2026-02-01T08:00:00Z","name":"level","value":{{value}}}""";

    private static string Customer(string customer, string grade, string id, string group = "") =>
        $$"""{"kind":"customer","customer":"{{customer}}","id":"{{id}}","at":"2026-01-01T08:00:00Z","attributes":{"grade":"{{grade}}"}{{(group.Length == 0 ? "" : $", \"group\":\"{group}\"")}}}""";

    private static string Referral(string by, string id) =>
        $$"""{"kind":"referral","customer":"{{by}}","id":"{{id}}","at":"2026-02-01T08:00:00Z","referred":"cleo"}""";

    [Fact]
    public void The_value_in_force_is_the_one_recorded_later_whatever_its_id()
    {
        Assert.Equal(
            "1", Of(Level, """{ "metric": "level", "atLeast": 2 }""", "customer", Indicator("b", 2), Indicator("a", 1)).Last("ann").Metric("level"));
        Assert.Equal(
            "2", Of(Level, """{ "metric": "level", "atLeast": 2 }""", "customer", Indicator("a", 1), Indicator("b", 2)).Last("ann").Metric("level"));
        Assert.Equal(
            "2", Of(Level, """{ "metric": "level", "atLeast": 2 }""", "customer", Indicator("b", 1), Indicator("a", 2)).Last("ann").Metric("level"));
    }

    [Fact]
    public void A_profile_is_the_one_recorded_later()
    {
        Assert.Equal("base", Of("", IsGold, "customer", Customer("ann", "A", "2"), Customer("ann", "B", "1")).Held("ann"));
        Assert.Equal("gold", Of("", IsGold, "customer", Customer("ann", "B", "2"), Customer("ann", "A", "1")).Held("ann"));
    }

    [Fact]
    public void The_head_of_a_group_is_the_one_recorded_first()
    {
        string[] gold = [Customer("b", "A", "1", "acme"), Customer("a", "B", "2", "acme")];
        Assert.Equal(("gold", "gold"), (Of("", IsGold, "group", gold).Held("a"), Of("", IsGold, "group", gold).Held("b")));
        Assert.Equal(
            ("base", "base"), (Of("", IsGold, "group", [.. gold.Reverse()]).Held("a"), Of("", IsGold, "group", [.. gold.Reverse()]).Held("b")));
    }

    [Fact]
    public void The_first_referral_is_the_one_recorded_first()
    {
        const string Qualify = """{ "metric": "brought", "atLeast": 1 }""";
        string[] facts = [Referral("b", "2"), Referral("a", "1")];
        Assert.Equal(("base", "gold"), (Of(Brought, Qualify, "customer", facts).Held("a"), Of(Brought, Qualify, "customer", facts).Held("b")));
        Assert.Equal(("gold", "base"), (
            Of(Brought, Qualify, "customer", [.. facts.Reverse()]).Held("a"), Of(Brought, Qualify, "customer", [.. facts.Reverse()]).Held("b")));
    }

    [Fact]
    public void The_latest_purchase_is_the_one_recorded_later_also_for_a_return_that_names_none()
    {
        const string Metrics = """ "web": { "measure": "purchases.net", "aggregate": "sum", "where": { "channel": "web" } } """;
        string Order(string id, string channel) =>
            $$"""{"kind":"purchase","customer":"ann","id":"{{id}}","at":"2026-02-01T08:00:00Z","currency":"EUR","amount":10,"channel":"{{channel}}"}""";
        const string Back = """{"kind":"return","customer":"ann","id":"r","at":"2026-02-02","currency":"EUR","amount":10}""";

        Assert.Equal("10", Of(
            Metrics, """{ "metric": "web", "atLeast": 1 }""", "customer", Order("b", "web"), Order("a", "shop"), Back).Last("ann").Metric("web"));
        Assert.Equal("0", Of(
            Metrics, """{ "metric": "web", "atLeast": 1 }""", "customer", Order("a", "shop"), Order("b", "web"), Back).Last("ann").Metric("web"));
    }
}
