using System.Text;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Tests.Lifecycles;

public sealed class LifecycleReaderTests
{
    public const string Retail = """
        { "schema": "lifecycle/1", "timeZone": "Asia/Shanghai", "currency": "CNY",
          "metrics": {
            "orders":     { "measure": "purchases", "aggregate": "count" },
            "orders_90d": { "measure": "purchases", "aggregate": "count", "window": { "rolling": "P90D" } },
            "orders_12m": { "measure": "purchases", "aggregate": "count", "window": { "rolling": "P12M" } },
            "recency":    { "measure": "purchases", "aggregate": "days-since-last" },
            "csat_6m":    { "measure": "surveys.csat", "aggregate": "mean", "window": { "rolling": "P6M" } },
            "tenure":     { "measure": "relationship.days", "aggregate": "last" } },
          "stages": [
            { "code": "prospect",  "when": { "metric": "orders", "equals": 0 } },
            { "code": "lost",      "when": { "metric": "recency", "above": 540 } },
            { "code": "dormant",   "when": { "metric": "recency", "above": 270 } },
            { "code": "at-risk",   "when": { "any": [ { "metric": "recency", "above": 150 }, { "metric": "csat_6m", "below": 3 } ] } },
            { "code": "won-back",  "when": { "all": [ { "was": ["dormant", "lost"] }, { "metric": "orders_90d", "atLeast": 1 } ] } },
            { "code": "new",       "when": { "metric": "tenure", "atMost": 90 } },
            { "code": "mature",    "when": { "all": [ { "metric": "tenure", "above": 365 }, { "metric": "orders_12m", "atLeast": 4 } ] } },
            { "code": "growing",   "when": { "all": [] } } ],
          "moves": { "lost": ["won-back"], "dormant": ["won-back", "lost"] } }
        """;

    internal static DocumentReading<LifecycleDocument> Read(string json, Catalogue? catalogue = null) =>
        LifecycleReader.Read(Encoding.UTF8.GetBytes(json), node => CanonicalJson.Write(node), catalogue);

    [Fact]
    public void The_retail_lifecycle_reads_without_fault()
    {
        var reading = Read(Retail);

        Assert.Equal([], reading.Errors);
        var document = reading.Document!;
        Assert.Equal(["prospect", "lost", "dormant", "at-risk", "won-back", "new", "mature", "growing"], document.Stages.Select(s => s.Code));
        Assert.Equal(["won-back", "lost"], document.MovesFrom("dormant")!);
        Assert.Null(document.MovesFrom("new"));
        Assert.Equal(["dormant", "lost"], Assert.IsType<Criterion.Was>(Assert.IsType<Criterion.All>(document.Stages[4].When).Items[0]).Stages);
        Assert.Empty(Assert.IsType<Criterion.All>(document.Stages[7].When).Items);
        Assert.IsType<Window.State>(Assert.IsType<Metric.Measured>(document.Metrics.Single(m => m.Name == "tenure")).Window);
    }

    [Theory]
    [InlineData("schema", "\"tier-policy/1\"", "$.schema", "unknown-schema")]
    [InlineData("ladder", "\"x\"", "$.ladder", "unknown-member")]
    [InlineData("scores", "{}", "$.scores", "unknown-member")]
    [InlineData("stages/7/code", "\"growing up\"", null, null)]
    [InlineData("stages/5/code", "\"mature\"", "$.stages[6].code", "duplicate-stage")]
    [InlineData("stages/5/rank", "1", "$.stages[5].rank", "unknown-member")]
    [InlineData("stages/5/when", null, "$.stages[5].when", "missing-member")]
    [InlineData("stages/5/name", "{ \"en\": \"New\", \"zh\": \"新客户\" }", null, null)]
    [InlineData("stages/0/when/metric", "\"order\"", "$.stages[0].when.metric", "unknown-metric")]
    [InlineData("stages/0/when", "{ \"score\": \"total\", \"atLeast\": 1 }", "$.stages[0].when.score", "unknown-score")]
    [InlineData("stages/0/when/below", "0", "$.stages[0].when.equals", "contradicting-bounds")]
    [InlineData("stages/4/when/all/0/was/1", "\"gone\"", "$.stages[4].when.all[0].was[1]", "unknown-stage")]
    [InlineData("stages/4/when/all/0/was", "\"lost\"", "$.stages[4].when.all[0].was", "wrong-type")]
    [InlineData("metrics/orders/window", "\"since-tier-start\"", "$.metrics.orders.window", "window-not-allowed")]
    [InlineData("metrics/orders/window", "\"anniversary\"", null, null)]
    [InlineData("metrics/tenure/window", "\"lifetime\"", "$.metrics.tenure.window", "window-not-allowed")]
    [InlineData("moves/gone", "[\"new\"]", "$.moves.gone", "unknown-stage")]
    [InlineData("moves/lost/0", "\"gone\"", "$.moves.lost[0]", "unknown-stage")]
    [InlineData("moves/lost", "\"won-back\"", "$.moves.lost", "wrong-type")]
    [InlineData("moves/lost", "[]", null, null)]
    [InlineData("moves", null, null, null)]
    public void What_is_wrong_is_refused_where_it_stands(string path, string? json, string? errorPath, string? code)
    {
        var errors = Read(Tests.Policies.Retail.With(Retail, path, json)).Errors;

        if (errorPath is null) Assert.Equal([], errors);
        else Tests.Policies.Retail.HasErrors(errors, (errorPath, code!));
    }

    [Theory]
    [InlineData("""{ "schema": "lifecycle/1", "timeZone": "UTC", "currency": "EUR", "stages": [] }""", "no-stages")]
    [InlineData("""{ "schema": "lifecycle/1", "timeZone": "UTC", "currency": "EUR" }""", "missing-member")]
    public void A_lifecycle_has_a_stage(string json, string code) => Tests.Policies.Retail.HasErrors(Read(json).Errors, ("$.stages", code));

    [Theory]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void A_lifecycle_has_at_most_a_hundred_stages(int count, bool refused)
    {
        var stages = string.Join(",", Enumerable.Range(0, count).Select(i => $$"""{ "code": "s{{i}}", "when": { "all": [] } }"""));
        var errors = Read($$"""{ "schema": "lifecycle/1", "timeZone": "UTC", "currency": "EUR", "stages": [{{stages}}] }""").Errors;

        Tests.Policies.Retail.HasErrors(errors, refused ? [("$.stages", "too-many-stages")] : []);
    }

    [Fact]
    public void All_errors_come_at_once()
    {
        var errors = Read("""
            { "schema": "lifecycle/1", "timeZone": "Mars/Base", "currency": "GOLD",
              "stages": [ { "code": "a", "when": { "was": ["b", "z"] } }, { "code": "b", "when": { "metric": "m", "below": "x" } } ], "moves": { "b": ["c"] } }
            """).Errors;

        Tests.Policies.Retail.HasErrors(errors,
            ("$.timeZone", "unknown-time-zone"), ("$.currency", "unknown-currency"), ("$.stages[0].when.was[1]", "unknown-stage"),
            ("$.stages[1].when.metric", "unknown-metric"), ("$.stages[1].when.below", "not-a-number"), ("$.moves.b[0]", "unknown-stage"));
    }
}
