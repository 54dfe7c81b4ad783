using CustomerTiering.Rules.Policies;
using static CustomerTiering.Rules.Tests.Policies.Retail;

namespace CustomerTiering.Rules.Tests.Policies;

public sealed class RateRefusalTests
{
    private static string Rate(string currency = "\"USD\"", string from = "\"2026-01-01\"", string rate = "7.1234") =>
        $$"""{ "currency": {{currency}}, "from": {{from}}, "rate": {{rate}} }""";

    [Theory]
    [InlineData("\"RMB\"", "\"2026-01-01\"", "7", ".currency", "unknown-currency")]
    [InlineData("\"EUR\"", "\"2026-01-01\"", "1", ".currency", "own-currency")]
    [InlineData("840", "\"2026-01-01\"", "7", ".currency", "wrong-type")]
    [InlineData("\"USD\"", "\"2026-02-29\"", "7", ".from", "invalid-date")]
    [InlineData("\"USD\"", "\"2026-1-1\"", "7", ".from", "invalid-date")]
    [InlineData("\"USD\"", "2026", "7", ".from", "wrong-type")]
    [InlineData("\"USD\"", "\"2026-01-01\"", "0", ".rate", "out-of-bounds")]
    [InlineData("\"USD\"", "\"2026-01-01\"", "-7", ".rate", "out-of-bounds")]
    [InlineData("\"USD\"", "\"2026-01-01\"", "1000000.000001", ".rate", "out-of-bounds")]
    [InlineData("\"USD\"", "\"2026-01-01\"", "0.0000001", ".rate", "too-many-decimals")]
    [InlineData("\"USD\"", "\"2026-01-01\"", "\"seven\"", ".rate", "not-a-number")]
    public void What_is_no_rate_is_refused_where_it_stands(string currency, string from, string rate, string path, string code) =>
        Refuses("rates", $"[{Rate()}, {Rate(currency, from == "\"2026-01-01\"" ? "\"2026-07-01\"" : from, rate)}]", "$.rates[1]" + path, code);

    [Theory]
    [InlineData("{}", "$.rates", "wrong-type")]
    [InlineData("[7]", "$.rates[0]", "wrong-type")]
    [InlineData("""[{ "currency": "USD", "from": "2026-01-01" }]""", "$.rates[0].rate", "missing-member")]
    [InlineData("""[{ "currency": "USD", "from": "2026-01-01", "rate": 7, "to": "2026-12-31" }]""", "$.rates[0].to", "unknown-member")]
    public void Rates_are_a_list_of_three_members_each(string json, string path, string code) => Refuses("rates", json, path, code);

    [Fact]
    public void One_currency_has_one_rate_from_a_day() =>
        Refuses("rates", $"[{Rate()}, {Rate(from: "\"2026-01-02\"")}, {Rate("\"GBP\"")}, {Rate(rate: "8")}]", "$.rates[3]", "duplicate-value");

    [Fact]
    public void Everything_wrong_with_rates_is_said_at_once() =>
        HasErrors(Read(PlainWith("rates", $"[{Rate("\"EUR\"", "\"x\"", "0")}, {Rate("\"RMB\"", rate: "\"1e7\"")}]")).Errors,
            ("$.rates[0].currency", "own-currency"), ("$.rates[0].from", "invalid-date"), ("$.rates[0].rate", "out-of-bounds"),
            ("$.rates[1].currency", "unknown-currency"), ("$.rates[1].rate", "out-of-bounds"));

    [Fact]
    public void Rates_keep_the_order_of_the_document_and_may_go_to_their_bounds()
    {
        var policy = Faultless(PlainWith("rates", $"[{Rate(from: "\"2026-07-01\"", rate: "\"1e6\"")}, {Rate(rate: "0.000001")}]"));

        Assert.Equal([new("USD", new(2026, 7, 1), 1_000_000m), new ExchangeRate("USD", new(2026, 1, 1), 0.000001m)], policy.Rates);
    }

    [Fact]
    public void Without_rates_there_are_none() => Assert.Empty(Faultless(Plain).Rates);
}
