using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Tests.Policies;

namespace CustomerTiering.Rules.Tests.Segments;

public sealed class SegmentReaderTests
{
    internal const string Frequent = """
        { "schema": "segment/1", "code": "frequent", "name": { "en": "Frequent buyers", "zh": "高频客户" }, "timeZone": "Asia/Shanghai", "currency": "CNY",
          "metrics": { "orders": { "measure": "purchases", "aggregate": "count", "window": { "rolling": "P90D" } },
                       "recency": { "measure": "purchases", "aggregate": "days-since-last" } },
          "when": { "all": [ { "metric": "orders", "atLeast": 4 }, { "attribute": "size", "in": ["medium", "large"] } ] } }
        """;

    internal const string Stated = """{ "schema": "segment/1", "code": "newsletter", "timeZone": "UTC", "stated": true }""";

    [Fact]
    public void A_segment_reads_without_fault()
    {
        var reading = Named.Read(Frequent);

        Assert.Equal([], reading.Errors);
        var segment = reading.Document!;
        Assert.Equal(("frequent", "Asia/Shanghai", "CNY", false), (segment.Code, segment.TimeZone, segment.Currency, segment.IsStated));
        Assert.Equal(["orders", "recency"], segment.Metrics.Select(metric => metric.Name));
        Assert.Equal(2, Assert.IsType<Criterion.All>(segment.When).Items.Count);
    }

    [Fact]
    public void A_stated_segment_computes_nothing()
    {
        var reading = Named.Read(Stated);

        Assert.Equal([], reading.Errors);
        Assert.True(reading.Document!.IsStated);
    }

    [Theory]
    [InlineData("schema", "\"lifecycle/1\"", "$.schema", "unknown-schema")]
    [InlineData("code", null, "$.code", "missing-member")]
    [InlineData("code", "\" x\"", "$.code", "invalid-name")]
    [InlineData("timeZone", "\"Mars\"", "$.timeZone", "unknown-time-zone")]
    [InlineData("currency", null, "$.currency", "missing-member")]
    [InlineData("currency", "\"GOLD\"", "$.currency", "unknown-currency")]
    [InlineData("when", null, "$.when", "missing-member")]
    [InlineData("scores", "{}", "$.scores", "unknown-member")]
    [InlineData("stated", "false", "$.stated", "unknown-word", "$.currency", "conflicting-members", "$.metrics", "conflicting-members", "$.when",
        "conflicting-members")]
    [InlineData("when/all/0/metric", "\"order\"", "$.when.all[0].metric", "unknown-metric")]
    [InlineData("when/all/0/below", "4", "$.when.all[0].below", "contradicting-bounds")]
    [InlineData("when/all/1", """{ "segment": "others" }""", "$.when.all[1].segment", "segment-of-segments")]
    [InlineData("when/all/1", """{ "was": ["in"] }""", "$.when.all[1]", "not-a-criterion")]
    [InlineData("when/all/1", """{ "score": "total", "atLeast": 1 }""", "$.when.all[1].score", "unknown-score")]
    [InlineData("metrics/orders/window", "\"since-tier-start\"", "$.metrics.orders.window", "window-not-allowed")]
    [InlineData("when", """{ "all": [] }""")]
    public void What_is_wrong_is_refused_where_it_stands(string path, string? json, params string[] errors) => Retail.HasErrors(
        Named.Read(Retail.With(Frequent, path, json)).Errors, [.. errors.Chunk(2).Select(error => (error[0], error[1]))]);

    [Fact]
    public void Without_metrics_no_currency_is_wanted() => Assert.Equal([], Named.Read(
        """{ "schema": "segment/1", "code": "local", "timeZone": "UTC", "when": { "attribute": "city", "equals": "Shanghai" } }""").Errors);

    [Fact]
    public void All_errors_come_at_once() => Retail.HasErrors(
        Named.Read("""
            { "schema": "segment/2", "timeZone": "Mars", "metrics": { "m": { "measure": "purchases", "aggregate": "median" } },
              "when": { "any": [ { "segment": "s" }, { "metric": "n", "above": "x" }, { "attribute": "phone", "equals": "1" } ] } }
            """, new(Attributes: new Dictionary<string, AttributeDeclaration> { ["phone"] = new(AttributeType.Text, Personal: true) })).Errors,
        ("$.schema", "unknown-schema"), ("$.code", "missing-member"), ("$.timeZone", "unknown-time-zone"),
        ("$.metrics.m.aggregate", "unknown-aggregate"),
        ("$.currency", "missing-member"), ("$.when.any[0].segment", "segment-of-segments"), ("$.when.any[1].metric", "unknown-metric"),
        ("$.when.any[1].above", "not-a-number"), ("$.when.any[2].attribute", "personal-attribute"));
}
