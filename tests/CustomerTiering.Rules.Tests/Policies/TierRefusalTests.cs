using static CustomerTiering.Rules.Tests.Policies.Retail;

namespace CustomerTiering.Rules.Tests.Policies;

public sealed class TierRefusalTests
{
    [Theory]
    [InlineData("tiers/0/qualify", """{ "all": [] }""", "$.tiers[0].qualify", "first-tier-qualify")]
    [InlineData("tiers/0/retain", """{ "all": [] }""", "$.tiers[0].retain", "retain-without-qualify")]
    [InlineData("tiers/1/qualify", null, "$.tiers[1].qualify", "missing-qualify")]
    [InlineData("tiers/1/code", null, "$.tiers[1].code", "missing-member")]
    [InlineData("tiers/1/code", "\"a\"", "$.tiers[1].code", "duplicate-tier")]
    [InlineData("tiers/1/code", "\"\"", "$.tiers[1].code", "invalid-name")]
    [InlineData("tiers/1/rank", "2", "$.tiers[1].rank", "unknown-member")]
    [InlineData("tiers/1/lock", "\"yes\"", "$.tiers[1].lock", "wrong-type")]
    [InlineData("tiers/1/grace", "\"90 days\"", "$.tiers[1].grace", "invalid-period")]
    [InlineData("tiers/1/grace", "null", "$.tiers[1].grace", "wrong-type")]
    [InlineData("tiers/1/validity", """{ "rolling": "P1D" }""", "$.tiers[1].validity.rolling", "invalid-period")]
    [InlineData("tiers/1/name", "\"Gold\"", "$.tiers[1].name", "wrong-type")]
    [InlineData("tiers/1/name", """{ "e": "Gold" }""", "$.tiers[1].name.e", "invalid-language")]
    [InlineData("tiers/1/name", """{ "zh_CN": "Gold" }""", "$.tiers[1].name.zh_CN", "invalid-language")]
    [InlineData("tiers/1/name", """{ "en": 5 }""", "$.tiers[1].name.en", "wrong-type")]
    [InlineData("tiers", "[]", "$.tiers", "no-tiers")]
    [InlineData("tiers", "{}", "$.tiers", "wrong-type")]
    [InlineData("tiers", null, "$.tiers", "missing-member")]
    public void What_is_no_ladder_is_refused_where_it_stands(string path, string? json, string errorPath, string code) =>
        Refuses(path, json, errorPath, code);

    [Fact]
    public void Retain_needs_a_qualify_in_every_tier() =>
        HasErrors(Read(PlainWith("tiers/1", """{ "code": "b", "retain": { "segment": "s" } }""")).Errors,
            ("$.tiers[1].qualify", "missing-qualify"), ("$.tiers[1].retain", "retain-without-qualify"));

    [Theory]
    [InlineData(1, false)]
    [InlineData(100, false)]
    [InlineData(101, true)]
    public void A_ladder_has_at_most_a_hundred_tiers(int count, bool refused)
    {
        var tiers = string.Concat(
            Enumerable.Range(1, count - 1).Select(i => $$""", { "code": "t{{i}}", "qualify": { "metric": "m", "atLeast": {{i}} } }"""));
        HasErrors(Read(PlainWith("tiers", $$"""[ { "code": "t0" } {{tiers}} ]""")).Errors, refused ? [("$.tiers", "too-many-tiers")] : []);
    }

    [Fact]
    public void A_tier_may_have_a_name_in_many_languages_or_none()
    {
        var tiers = Faultless(PlainWith("tiers/1/name", """{ "en": "Gold", "zh-Hant": "金牌", "de-CH-1996": "Gold" }""")).Tiers;

        Assert.Empty(tiers[0].Name.Texts);
        Assert.Equal(["en", "zh-Hant", "de-CH-1996"], tiers[1].Name.Texts.Select(t => t.Key));
    }
}
