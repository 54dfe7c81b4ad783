using System.Text;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Paper;

namespace CustomerTiering.Rules.Tests.Paper;

public class PaperStagesTests
{
    private const string Policy = """
        { "schema": "tier-policy/1", "ladder": "care", "timeZone": "Asia/Shanghai", "currency": "CNY",
          "tiers": [ { "code": "base" }, { "code": "rescue", "qualify": { "stage": ["dormant"] } } ] }
        """;

    private const string Lifecycle = """
        { "schema": "lifecycle/1", "timeZone": "America/Los_Angeles", "currency": "CNY",
          "metrics": { "recency": { "measure": "purchases", "aggregate": "days-since-last" } },
          "stages": [ { "code": "dormant", "when": { "metric": "recency", "above": 90 } }, { "code": "active", "when": { "all": [] } } ] }
        """;

    private const string Facts =
        """{ "kind": "purchase", "customer": "ann", "id": "1", "at": "2026-01-01T12:00:00-08:00", "currency": "CNY", "amount": "1" }""";

    private static PaperTrial Run(string policy, PaperOptions options, string? lifecycle, string facts = Facts) => PaperTrial.Run(
        Encoding.UTF8.GetBytes(policy), Encoding.UTF8.GetBytes(facts), options, CanonicalJson.Write,
        lifecycle is null ? default(ReadOnlyMemory<byte>?) : Encoding.UTF8.GetBytes(lifecycle));

    [Theory]
    [InlineData("2026-04-01", "base")]
    [InlineData("2026-04-02", "rescue")]
    public void A_move_holds_from_the_instant_at_which_its_day_begins_in_the_lifecycles_zone(string asOf, string tier)
    {
        // Dormant from 2 April in Los Angeles, which begins at 15:00 on 2 April in Shanghai.
        var lines = Run(Policy, new(AsOf: asOf), Lifecycle).Lines!;
        Assert.Contains($"\"qualified\":\"{tier}\"", Assert.Single(lines), StringComparison.Ordinal);
    }

    [Fact]
    public void A_move_by_silence_asks_for_an_evaluation_at_once()
    {
        var lines = Run(Policy, new(From: "2026-03-01", To: "2026-05-01"), Lifecycle).Lines!;
        Assert.Contains(lines, line => line.StartsWith("""{"customer":"ann","asOf":"2026-04-02","trigger":"at-once",""", StringComparison.Ordinal));
    }

    [Fact]
    public void A_stage_without_a_lifecycle_is_not_available() => Assert.Equal(
        ["policy: $.tiers[1].qualify.stage: not-available: stages need a lifecycle, and none is given"],
        Run(Policy, new(AsOf: "2026-04-01"), null).Refusals);

    [Fact]
    public void A_stage_that_the_lifecycle_lacks_and_a_fault_in_either_document_are_said_at_once() => Assert.Equal(
        ["lifecycle: $.timeZone: unknown-time-zone", "policy: $.currency: unknown-currency"],
        Run(Policy.Replace("CNY", "RMB", StringComparison.Ordinal), new(AsOf: "2026-04-01"),
            Lifecycle.Replace("America", "Utopia", StringComparison.Ordinal)).Refusals.Select(Code));

    [Fact]
    public void Of_the_lifecycle_alone_stages_can_be_named() => Assert.Equal(
        ["policy: $.tiers[1].qualify.stage[0]: unknown-stage"],
        Run(Policy.Replace("dormant", "asleep", StringComparison.Ordinal), new(AsOf: "2026-04-01"), Lifecycle).Refusals.Select(Code));

    [Fact]
    public void A_customer_whose_facts_the_lifecycle_can_not_count_ends_the_run()
    {
        var lifecycle = Lifecycle.Replace(
            "\"metrics\": {", "\"metrics\": { \"spend\": { \"measure\": \"purchases.gross\", \"aggregate\": \"sum\" },", StringComparison.Ordinal);
        var largest = Facts.Replace("\"amount\": \"1\"", "\"amount\": \"1000000000000000\"", StringComparison.Ordinal);
        var refusals = Run(Policy, new(AsOf: "2026-04-01"), lifecycle,
            largest + "\n" + largest.Replace("\"id\": \"1\"", "\"id\": \"2\"", StringComparison.Ordinal)).Refusals;
        Assert.StartsWith("facts: sum-too-large: ", Assert.Single(refusals), StringComparison.Ordinal);
    }

    [Fact]
    public void A_lifecycle_that_the_policy_does_not_name_changes_nothing()
    {
        var policy = Policy.Replace("""{ "stage": ["dormant"] }""", """{ "any": [] }""", StringComparison.Ordinal);
        var options = new PaperOptions(From: "2026-03-01", To: "2026-05-01");
        Assert.Equal(Run(policy, options, null).Lines, Run(policy, options, Lifecycle).Lines);
    }

    private static string Code(string said) => string.Join(": ", said.Split(": ").Take(3));
}
