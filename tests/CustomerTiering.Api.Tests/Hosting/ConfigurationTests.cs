using CustomerTiering.Api.Hosting;
using CustomerTiering.Appeals;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Values;
using CustomerTiering.Tiering.Overrides;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Api.Tests.Hosting;

public sealed class ConfigurationTests
{
    [Theory]
    [InlineData("Governance__Approvals must be a whole number from 1 to 20; it is '0'.", "Governance:Approvals=0")]
    [InlineData("Governance__Approvals__policies must be a whole number from 1 to 20; it is '21'.", "Governance:Approvals:policies=21")]
    [InlineData("Governance__Term must be an ISO 8601 period of whole years, months, weeks and days, such as P6M, up to 100 years; it is 'P101Y'.",
        "Governance:Term=P101Y")]
    [InlineData("Overrides__Reasons must have reason codes separated by commas if Overrides__Longest is set; it is not set.",
        "Overrides:Longest=P6M")]
    [InlineData("Overrides__Reasons must have reason codes separated by commas if Overrides__Longest is set; it is ' , '.", "Overrides:Longest=P6M",
        "Overrides:Reasons= , ")]
    [InlineData("Overrides__Longest must give the longest override if Overrides__Reasons is set; it is not set.", "Overrides:Reasons=goodwill")]
    [InlineData("Overrides__Longest must be an ISO 8601 period of whole years, months, weeks and days, such as P6M, up to 100 years; it is '6 "
        + "months'.", "Overrides:Longest=6 months", "Overrides:Reasons=goodwill")]
    [InlineData("Overrides__AgentRank must be a whole number from 0 to 99; it is '-1'.", "Overrides:AgentRank=-1")]
    [InlineData("Overrides__ApproverRank must be a whole number from 0 to 99; it is '100'.", "Overrides:ApproverRank=100")]
    [InlineData("Overrides__FarRanks must be a whole number from 0 to 99; it is 'two'.", "Overrides:FarRanks=two")]
    [InlineData("Appeals__Term must be an ISO 8601 period of whole years, months, weeks and days, such as P6M, up to 100 years; it is 'PT1H'.",
        "Appeals:Term=PT1H")]
    [InlineData("Overrides__Approvals must be a whole number from 1 to 20; it is '0'.", "Overrides:Approvals=0")]
    [InlineData("Overrides__Approvals must be a whole number from 1 to 20; it is '21'.", "Overrides:Approvals=21")]
    [InlineData("Overrides__AgentRank must be a whole number from 0 to 99; it is '100'.", "Overrides:AgentRank=100")]
    [InlineData("RateLimit__PerSecond must be a whole number from 1 to 1000000; it is 'many'.", "RateLimit:PerSecond=many")]
    [InlineData("RateLimit__PerSecond must be a whole number from 1 to 1000000; it is '0'.", "RateLimit:PerSecond=0")]
    [InlineData("RateLimit__PerSecond must be a whole number from 1 to 1000000; it is '1000001'.", "RateLimit:PerSecond=1000001")]
    [InlineData("RateLimit__Burst must be a whole number from 1 to 10000000; it is '10000001'.", "RateLimit:Burst=10000001")]
    [InlineData("RateLimit__Burst must be a whole number from 1 to 10000000; it is '0'.", "RateLimit:Burst=0")]
    public void A_wrong_setting_is_refused_with_its_name_its_value_and_the_rule(string said, params string[] settings) =>
        Assert.Equal([said], Assert.Throws<Refused>(() => Configured(settings)).Lines);

    [Fact]
    public void All_that_is_wrong_is_told_at_once() =>
        Assert.Equal(3, Assert.Throws<Refused>(() => Configured("RateLimit:Burst=0", "Appeals:Term=soon", "Governance:Approvals=none")).Lines.Count);

    [Fact]
    public void What_is_right_is_taken_at_its_bounds_and_a_kind_of_standard_has_the_general_rule_unless_it_has_its_own()
    {
        var services = Configured(
            "Governance:Approvals=20", "Governance:Term=P100Y", "Governance:Approvals:lifecycles=1", "Overrides:Longest=P6M",
            "Overrides:Reasons=goodwill, correction,goodwill",
            "Overrides:Approvals=2", "Overrides:AgentRank=0", "Overrides:ApproverRank=99", "Appeals:Term=P2W", "RateLimit:PerSecond=1000000",
            "RateLimit:Burst=1");

        var rules = services.GetRequiredService<ApprovalRules>();
        Assert.Equal((20, 1), (rules.Of(StandardKind.TierPolicy).Needed, rules.Of(StandardKind.Lifecycle).Needed));
        Assert.Equal(new Period(1200, 0), rules.Of(StandardKind.Lifecycle).Term);
        var overrides = services.GetRequiredService<OverrideSettings>();
        Assert.Equal((0, 99, OverrideSettings.Default.FarRanks), (overrides.AgentRank, overrides.ApproverRank, overrides.FarRanks));
        Assert.Equal((2, "goodwill correction"), (overrides.Bounds!.Approvals, string.Join(' ', overrides.Bounds.Reasons)));
        Assert.Equal(new Period(0, 14), services.GetRequiredService<AppealSettings>().Term);
    }

    private static ServiceProvider Configured(params string[] settings) => ApiHost.CreateBuilder(
        new HostSettings("Development", Path.GetTempPath(), "Host=127.0.0.1", "Host=127.0.0.1")
        {
            Configuration = settings.Select(setting => setting.Split('=', 2)).ToDictionary(parts => parts[0], parts => (string?)parts[1]),
        }).Services.BuildServiceProvider();
}
