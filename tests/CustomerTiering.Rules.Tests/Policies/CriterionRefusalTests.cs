using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Segments;
using static CustomerTiering.Rules.Tests.Policies.Retail;

namespace CustomerTiering.Rules.Tests.Policies;

public sealed class CriterionRefusalTests
{
    private static readonly Catalogue AtHand = new(
        new HashSet<string> { "business" }, new HashSet<string> { "basic" }, new Dictionary<string, AttributeDeclaration>
        {
            ["grade"] = new(AttributeType.Text, false),
            ["employees"] = new(AttributeType.Number, false),
            ["vip"] = new(AttributeType.Boolean, false),
            ["phone"] = new(AttributeType.Text, true),
        });

    [Theory]
    [InlineData("{}", "", "not-a-criterion")]
    [InlineData("[]", "", "wrong-type")]
    [InlineData("true", "", "wrong-type")]
    [InlineData("""{ "was": ["new"] }""", "", "not-a-criterion")]
    [InlineData("""{ "spend": 5 }""", "", "not-a-criterion")]
    [InlineData("""{ "all": [], "any": [] }""", "", "not-a-criterion")]
    [InlineData("""{ "metric": "m", "segment": "business" }""", "", "not-a-criterion")]
    [InlineData("""{ "metric": "m" }""", "", "missing-bound")]
    [InlineData("""{ "metric": "m", "atleast": 1 }""", ".atleast+", "unknown-member+missing-bound")]
    [InlineData("""{ "metric": "k", "atLeast": 1 }""", ".metric", "unknown-metric")]
    [InlineData("""{ "score": "total", "atLeast": 1 }""", ".score", "unknown-score")]
    [InlineData("""{ "metric": "m", "atLeast": "much" }""", ".atLeast", "not-a-number")]
    [InlineData("""{ "metric": "m", "equals": true }""", ".equals", "not-a-number")]
    [InlineData("""{ "metric": "m", "equals": null }""", ".equals", "not-a-number")]
    [InlineData("""{ "metric": "m", "in": 5 }""", ".in", "wrong-type")]
    [InlineData("""{ "metric": "m", "in": [1, "x"] }""", ".in[1]", "not-a-number")]
    [InlineData("""{ "metric": "m", "atLeast": 1000000000000000.000001 }""", ".atLeast", "out-of-bounds")]
    [InlineData("""{ "metric": "m", "atLeast": -1000000000000000.000001 }""", ".atLeast", "out-of-bounds")]
    [InlineData("""{ "metric": "m", "atLeast": 0.0000001 }""", ".atLeast", "too-many-decimals")]
    [InlineData("""{ "attribute": "grade", "atLeast": 1e16 }""", ".atLeast", "out-of-bounds")]
    [InlineData("""{ "attribute": "grade", "equals": { "a": 1 } }""", ".equals", "wrong-type")]
    [InlineData("""{ "attribute": "", "equals": 1 }""", ".attribute", "invalid-name")]
    [InlineData("""{ "segment": 5 }""", ".segment", "wrong-type")]
    [InlineData("""{ "segment": "business", "equals": true }""", ".equals", "unknown-member")]
    [InlineData("""{ "all": { "metric": "m", "atLeast": 1 } }""", ".all", "wrong-type")]
    [InlineData("""{ "not": [ { "metric": "m", "atLeast": 1 } ] }""", ".not", "wrong-type")]
    [InlineData("""{ "count": 1 }""", ".of", "missing-member")]
    [InlineData("""{ "count": 0, "of": [ { "segment": "a" } ] }""", ".count", "out-of-bounds")]
    [InlineData("""{ "count": 1.5, "of": [ { "segment": "a" }, { "segment": "b" } ] }""", ".count", "not-an-integer")]
    [InlineData("""{ "count": 3, "of": [ { "segment": "a" }, { "segment": "b" } ] }""", ".count", "count-too-large")]
    [InlineData("""{ "count": 1, "of": [] }""", ".count", "count-too-large")]
    [InlineData("""{ "all": [ { "any": [ { "not": { "metric": "k", "above": 1 } } ] }, { "metric": "l", "above": 1 } ] }""",
        ".all[0].any[0].not.metric+.all[1].metric", "unknown-metric+unknown-metric")]
    public void What_is_no_criterion_is_refused_where_it_stands(string criterion, string paths, string codes) => HasErrors(
        Read(PlainWith("tiers/1/qualify", criterion)).Errors,
        [.. paths.Split('+').Zip(codes.Split('+'), (path, code) => ("$.tiers[1].qualify" + path, code))]);

    [Theory]
    [InlineData("""{ "metric": "m", "atLeast": 1000000000000000 }""")]
    [InlineData("""{ "metric": "m", "atLeast": -1000000000000000 }""")]
    [InlineData("""{ "metric": "m", "atLeast": 0.000001 }""")]
    [InlineData("""{ "metric": "m", "in": [] }""")]
    [InlineData("""{ "all": [] }""")]
    [InlineData("""{ "any": [] }""")]
    [InlineData("""{ "count": 2, "of": [ { "segment": "a" }, { "segment": "b" } ] }""")]
    [InlineData("""{ "attribute": "grade", "atLeast": "B", "notIn": ["X", 7, true] }""")]
    [InlineData("""{ "attribute": "a b", "equals": "" }""")]
    public void What_is_a_criterion_is_read(string criterion) => Assert.NotNull(Faultless(PlainWith("tiers/1/qualify", criterion)).Tiers[1].Qualify);

    [Theory]
    [InlineData(8, false)]
    [InlineData(9, true)]
    public void Criteria_stand_within_one_another_eight_deep(int depth, bool refused)
    {
        string[] kinds = ["not", "all", "any", "count"];
        var (criterion, path) = ("""{ "segment": "s" }""", "");
        for (var i = depth - 1; i >= 0; i--)
            criterion = kinds[i % 4] switch
            {
                "not" => $$"""{ "not": {{criterion}} }""",
                "count" => $$"""{ "count": 1, "of": [ {{criterion}} ] }""",
                var list => $$"""{ "{{list}}": [ {{criterion}} ] }""",
            };
        for (var i = 0; i < 8; i++) path += kinds[i % 4] switch { "not" => ".not", "count" => ".of[0]", var list => $".{list}[0]" };

        HasErrors(Read(PlainWith("tiers/1/qualify", criterion)).Errors, refused ? [("$.tiers[1].qualify" + path, "nesting-too-deep")] : []);
    }

    [Theory]
    [InlineData("""{ "segment": "gold" }""", ".segment", "unknown-segment")]
    [InlineData("""{ "segment": "business" }""", null, null)]
    [InlineData("""{ "attribute": "colour", "equals": "red" }""", ".attribute", "unknown-attribute")]
    [InlineData("""{ "attribute": "phone", "equals": "1" }""", ".attribute", "personal-attribute")]
    [InlineData("""{ "attribute": "grade", "in": ["A", 1, true] }""", null, null)]
    [InlineData("""{ "attribute": "employees", "atLeast": "fifty" }""", ".atLeast", "attribute-type")]
    [InlineData("""{ "attribute": "employees", "in": [1, "2", "three"] }""", ".in[2]", "attribute-type")]
    [InlineData("""{ "attribute": "employees", "atLeast": "50" }""", null, null)]
    [InlineData("""{ "attribute": "vip", "equals": "true" }""", null, null)]
    [InlineData("""{ "attribute": "vip", "equals": false }""", null, null)]
    [InlineData("""{ "attribute": "vip", "equals": "yes" }""", ".equals", "attribute-type")]
    [InlineData("""{ "attribute": "vip", "atLeast": true }""", ".atLeast", "attribute-type")]
    [InlineData("""{ "attribute": "vip", "below": true }""", ".below", "attribute-type")]
    public void What_the_catalogue_does_not_have_is_refused(string criterion, string? path, string? code) => HasErrors(
        Read(PlainWith("tiers/1/qualify", criterion), AtHand).Errors, path is null ? [] : [("$.tiers[1].qualify" + path, code!)]);

    [Fact]
    public void A_score_uses_no_personal_attribute_and_a_tier_only_a_known_plan()
    {
        Refuses("scores/s", """{ "weight": 1, "attribute": "phone", "values": {} }""", "$.scores.s.attribute", "personal-attribute", AtHand);
        Refuses("tiers/0/servicePlan", "\"platinum\"", "$.tiers[0].servicePlan", "unknown-service-plan", AtHand);
        Assert.Equal([], Read(PlainWith("tiers/0/servicePlan", "\"basic\""), AtHand).Errors);
    }

    [Fact]
    public void On_paper_no_catalogue_is_at_hand() =>
        Assert.Equal(
            [], Read(PlainWith("tiers/1/qualify", """{ "all": [ { "segment": "gold" }, { "attribute": "phone", "equals": "1" } ] }""")).Errors);

    [Fact]
    public void Nodes_are_numbered_in_the_order_of_the_document()
    {
        var gold = Assert.IsType<Criterion.All>(Faultless(Membership).Tiers[2].Qualify);
        var count = Assert.IsType<Criterion.CountOf>(gold.Items[1]);
        var not = Assert.IsType<Criterion.Not>(gold.Items[2]);

        Assert.Equal(
            [0, 1, 2, 3, 4, 5, 6, 7], [gold.Index, gold.Items[0].Index, count.Index, .. count.Items.Select(i => i.Index), not.Index, not.Item.Index]);
    }

    [Theory]
    [InlineData("2", "2", true)]
    [InlineData("\"2.50\"", "2.5", true)]
    [InlineData("\"A\"", "A", false)]
    [InlineData("\"007\"", "007", false)]
    [InlineData("\"+1\"", "+1", false)]
    [InlineData("true", "true", false)]
    public void A_threshold_that_reads_as_a_number_is_one(string written, string text, bool number)
    {
        var comparison = Assert.IsType<Criterion.Comparison>(
            Faultless(PlainWith("tiers/1/qualify", $$"""{ "attribute": "a", "equals": {{written}} }""")).Tiers[1].Qualify);
        var operand = Assert.Single(Assert.Single(comparison.Bounds).Operands);

        Assert.Equal((text, number), (operand.Text, operand.Number is not null));
    }

    [Theory]
    [InlineData("[\"dormant\", \"lost\"]", "", null)]
    [InlineData("[]", "", null)]
    [InlineData("\"dormant\"", "", "wrong-type")]
    [InlineData("[5]", "[0]", "wrong-type")]
    [InlineData("[\"asleep\"]", "[0]", "unknown-stage")]
    public void Stages_are_those_of_the_lifecycle_in_force(string stages, string path, string? code) => HasErrors(
        Read(PlainWith("tiers/1/qualify", $$"""{ "stage": {{stages}} }"""), new(Stages: new HashSet<string> { "dormant", "lost" })).Errors,
        code is null ? [] : [("$.tiers[1].qualify.stage" + path, code)]);

    [Fact]
    public void Without_a_lifecycle_at_hand_any_stage_can_be_named() =>
        Assert.Equal(new Criterion.InStage(0, ["asleep"]), Faultless(PlainWith("tiers/1/qualify", """{ "stage": ["asleep"] }""")).Tiers[1].Qualify);

    [Fact]
    public void Where_there_is_no_lifecycle_no_stage_can_be_named() => HasErrors(
        Read(PlainWith("tiers/1/qualify", """{ "stage": ["asleep"] }"""), new(HasNoLifecycle: true)).Errors,
        ("$.tiers[1].qualify.stage", "not-available"));

    [Fact]
    public void Lifecycles_and_segments_do_not_look_at_stages()
    {
        var lifecycle = LifecycleReader.Read(
            """{ "schema": "lifecycle/1", "timeZone": "UTC", "currency": "EUR", "stages": [ { "code": "a", "when": { "stage": ["a"] } } ] }"""u8.ToArray(), CanonicalJson.Write);
        var segment = SegmentReader.Read(
            """{ "schema": "segment/1", "code": "s", "timeZone": "UTC", "when": { "not": { "stage": ["a"] } } }"""u8.ToArray(), CanonicalJson.Write);

        HasErrors(lifecycle.Errors, ("$.stages[0].when.stage", "stage-not-allowed"));
        HasErrors(segment.Errors, ("$.when.not.stage", "stage-not-allowed"));
    }
}
