using System.Text.Json.Nodes;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Segments;
using CustomerTiering.Rules.ServicePlans;
using CustomerTiering.Rules.Tests.Lifecycles;
using CustomerTiering.Rules.Tests.Policies;
using CustomerTiering.Rules.Tests.Segments;
using CustomerTiering.Rules.Tests.ServicePlans;

namespace CustomerTiering.Rules.Tests.Documents;

/// <summary>The schemas and the readers know the same members and words.</summary>
public sealed class SchemaTests
{
    private static readonly SchemaCheck Policy = new(PolicyReader.JsonSchema);
    private static readonly SchemaCheck Lifecycle = new(LifecycleReader.JsonSchema);
    private static readonly SchemaCheck Plan = new(ServicePlanReader.JsonSchema);
    private static readonly SchemaCheck Segment = new(SegmentReader.JsonSchema);

    private static IEnumerable<string> Sorted(IEnumerable<string> words) => words.Order(StringComparer.Ordinal);

    private static void HasMembers(IEnumerable<string> known, JsonNode schema) =>
        Assert.Equal(Sorted(known), Sorted(schema["properties"]!.AsObject().Select(p => p.Key)));

    private static void HasWords(IEnumerable<string> words, JsonNode schema) =>
        Assert.Equal(Sorted(words), Sorted(schema["enum"]!.AsArray().Select(w => (string)w!)));

    [Fact]
    public void Schema_and_reader_know_the_same_members()
    {
        var defs = Policy.Root["$defs"]!;
        HasMembers(PolicyReader.Known, Policy.Root);
        HasMembers(TierReader.Known, defs["tier"]!);
        HasMembers(TierReader.Known.Except(["qualify", "retain"]), defs["firstTier"]!);
        HasMembers(MovementReader.Known, defs["movement"]!);
        HasMembers(MovementReader.Rechecked, defs["onReturn"]!["anyOf"]![1]!);
        HasMembers(MovementReader.Terms, defs["onReturn"]!["anyOf"]![1]!["properties"]!["recheck"]!);
        HasMembers(GovernanceReader.Overrides, defs["overrides"]!);
        HasMembers(GovernanceReader.Capped, defs["transition"]!["anyOf"]![1]!);
        HasMembers(ScoreReader.Curve, defs["curve"]!);
        HasMembers(ScoreReader.Table, defs["table"]!);
        HasMembers(ValidityReader.Rolling, defs["validity"]!["anyOf"]![1]!);
        HasMembers(ValidityReader.Calendar, defs["validity"]!["anyOf"]![2]!);
        HasMembers(ValidityReader.Dates, defs["validity"]!["anyOf"]![3]!);
        HasMembers(MovementReader.Every, defs["review"]!["anyOf"]![1]!);
        HasMembers(MovementReader.Calendar, defs["review"]!["anyOf"]![2]!);
        HasMembers(LifecycleReader.Known, Lifecycle.Root);
        HasMembers(LifecycleReader.KnownOfStage, Lifecycle.Root["$defs"]!["stage"]!);
        HasMembers(ServicePlanReader.Known, Plan.Root);
        HasMembers(ServicePlanReader.KnownOfCost, Plan.Root["properties"]!["cost"]!);
        HasMembers(EntitlementsReader.Known, Plan.Root["properties"]!["entitlements"]!);
        HasMembers(EntitlementsReader.Time, Plan.Root["$defs"]!["time"]!);
        HasMembers(EntitlementsReader.Discount, Plan.Root["$defs"]!["discount"]!);
        HasMembers(EntitlementsReader.Benefit, Plan.Root["$defs"]!["benefit"]!);
        HasMembers(SegmentReader.Known, Segment.Root);
        foreach (var shared in new[] { defs, Lifecycle.Root["$defs"]!, Segment.Root["$defs"]! })
        {
            HasMembers(RateReader.Known, shared["rate"]!);
            HasMembers(MetricReader.Measured, shared["measured"]!);
            HasMembers(MetricReader.Ratio, shared["ratio"]!);
            HasMembers([.. Words.Fields.Words, WhereReader.NetMember], shared["measured"]!["properties"]!["where"]!);
            HasMembers(WhereReader.Net, shared["measured"]!["properties"]!["where"]!["properties"]!["net"]!);
            HasMembers(WindowReader.Rolling, shared["window"]!["anyOf"]![1]!);
            HasMembers(WindowReader.Calendar, shared["window"]!["anyOf"]![2]!);
            HasMembers(WindowReader.Cycle, shared["window"]!["anyOf"]![3]!);
        }
    }

    [Theory]
    [InlineData("tier-policy", "was")]
    [InlineData("lifecycle", "score", "stage")]
    [InlineData("segment", "score", "was", "segment", "stage")]
    public void Schema_and_reader_know_the_same_criteria(string language, params string[] without)
    {
        var forms = (
            language switch { "lifecycle" => Lifecycle, "segment" => Segment, _ => Policy }).Root["$defs"]!["criterion"]!["anyOf"]!.AsArray();
        var known = CriterionReader.Forms.Where(f => !without.Contains(f.Form)).ToList();

        Assert.Equal(known.Count, forms.Count);
        foreach (var (form, schema) in known.Zip(forms)) HasMembers(form.Members, schema!);
    }

    [Fact]
    public void Schema_and_reader_know_the_same_words()
    {
        var defs = Policy.Root["$defs"]!;
        HasWords(PolicyReader.Judged.Words, Policy.Root["properties"]!["judge"]!);
        HasWords(Words.Units.Words, defs["unit"]!);
        HasWords(Words.Between.Words, defs["curve"]!["properties"]!["between"]!);
        HasWords(Words.Upgrade.Words, defs["movement"]!["properties"]!["upgrade"]!);
        HasWords(Words.Downgrade.Words, defs["movement"]!["properties"]!["downgrade"]!);
        HasWords(Words.OnReturn.Words, defs["onReturn"]!["anyOf"]![0]!);
        HasWords(Words.Extend.Words, defs["validity"]!["anyOf"]![1]!["properties"]!["extend"]!);
        HasWords(ValidityReader.Named.Words, defs["validity"]!["anyOf"]![0]!);
        HasWords(MovementReader.NamedReview.Words, defs["review"]!["anyOf"]![0]!);
        HasWords(GovernanceReader.NamedTransition.Words, defs["transition"]!["anyOf"]![0]!);
        HasWords(WindowReader.Named.Words, defs["window"]!["anyOf"]![0]!);
        HasWords(WindowReader.Named.Words.Except(["since-tier-start", "tier-anniversary"]), Lifecycle.Root["$defs"]!["window"]!["anyOf"]![0]!);
        HasWords(WindowReader.Named.Words.Except(["since-tier-start", "tier-anniversary"]), Segment.Root["$defs"]!["window"]!["anyOf"]![0]!);
        foreach (var measured in new[] { defs["measured"]!["properties"]!, Lifecycle.Root["$defs"]!["measured"]!["properties"]!,
            Segment.Root["$defs"]!["measured"]!["properties"]! })
        {
            HasWords(Words.Aggregates.Words, measured["aggregate"]!);
            HasWords(Words.Fields.Words, measured["of"]!);
            HasWords(MeasureRule.Table.Where(r => r.Kind != MeasureKind.Indicator).Select(r => r.Word), measured["measure"]!["anyOf"]![0]!);
            HasWords(WhereReader.Directions, measured["where"]!["properties"]!["direction"]!["anyOf"]![0]!);
            HasWords(WhereReader.Surveys, measured["where"]!["properties"]!["survey"]!["anyOf"]![0]!);
        }
    }

    [Fact]
    public void What_the_reader_accepts_the_schema_accepts()
    {
        Assert.True(Policy.Accepts(Retail.Membership));
        Assert.True(Policy.Accepts(Retail.Plain));
        Assert.True(Policy.Accepts(Retail.PlainWith("rates", """[{ "currency": "USD", "from": "2026-01-01", "rate": "7.1234" }]""")));
        Assert.True(Policy.Accepts(Retail.Read(Retail.Membership).Normalized!.ToJsonString()));
        Assert.True(Lifecycle.Accepts(LifecycleReaderTests.Retail));
        Assert.True(Lifecycle.Accepts(LifecycleReaderTests.Read(LifecycleReaderTests.Retail).Normalized!.ToJsonString()));
        Assert.True(Plan.Accepts(ServicePlanReaderTests.Everything));
        Assert.True(Plan.Accepts(ServicePlanReaderTests.Read(ServicePlanReaderTests.Everything).Normalized!.ToJsonString()));
        Assert.True(Segment.Accepts(SegmentReaderTests.Frequent));
        Assert.True(Segment.Accepts(SegmentReaderTests.Stated));
    }

    [Theory]
    [InlineData("colour", "\"red\"")]
    [InlineData("schema", "\"tier-policy/2\"")]
    [InlineData("ladder", null)]
    [InlineData("tiers", "[]")]
    [InlineData("tiers/0/qualify", """{ "all": [] }""")]
    [InlineData("tiers/1/qualify", null)]
    [InlineData("tiers/1/qualify", """{ "metric": "m" }""")]
    [InlineData("tiers/1/qualify", """{ "metric": "m", "atLeast": "much" }""")]
    [InlineData("tiers/1/qualify", """{ "was": ["new"] }""")]
    [InlineData("tiers/1/qualify", """{ "all": [], "any": [] }""")]
    [InlineData("tiers/1/grace", "\"90 days\"")]
    [InlineData("tiers/1/name", """{ "zh_CN": "x" }""")]
    [InlineData("metrics/x", """{ "ratio": ["m"] }""")]
    [InlineData("metrics/x", """{ "measure": "purchase", "aggregate": "count" }""")]
    [InlineData("metrics/x", """{ "measure": "purchases", "aggregate": "median" }""")]
    [InlineData("scores/total", """{ "weight": 1, "metric": "m", "curve": [[0, 0], [1, 1]] }""")]
    [InlineData("scores/s", """{ "weight": 1, "metric": "m", "curve": [[0, 0]] }""")]
    [InlineData("validity", """{ "dates": ["13-01"] }""")]
    [InlineData("movement/review", "\"monthly\"")]
    [InlineData("transition", "\"never\"")]
    [InlineData("rates", """[{ "currency": "USD", "from": "2026-01-01" }]""")]
    [InlineData("rates", """[{ "currency": "USD", "from": "1 May", "rate": 7 }]""")]
    [InlineData("overrides", """{ "longest": "P6M" }""")]
    public void What_the_schema_refuses_the_reader_refuses(string path, string? json)
    {
        var document = Retail.PlainWith(path, json);

        Assert.False(Policy.Accepts(document));
        Assert.NotEmpty(Retail.Read(document).Errors);
    }
}
