using CustomerTiering.Http;
using CustomerTiering.ServicePlans;

namespace CustomerTiering.Tests.ServicePlans;

public sealed class ServicePlanStateTests
{
    private static readonly ServicePlan Plan = new("gold-care", new Dictionary<string, string> { ["en"] = "Gold care" }, new());
    private static readonly PublishServicePlan Command = new("gold-care", Plan.Name, Plan.Entitlements);

    private static readonly ServicePlanState Twice = new(
        [new(1, Plan, 10, DateTimeOffset.UnixEpoch, "ann"), new(2, Plan, 20, DateTimeOffset.UnixEpoch, "ann")]);

    private static string? Code<T>(Result<T> result) => result.Problem?.Code;

    [Theory]
    [InlineData(10, null)]
    [InlineData(11, 1)]
    [InlineData(20, 1)]
    [InlineData(21, 2)]
    public void A_decision_has_the_version_that_was_published_before_it(long position, int? version) => Assert.Equal(version, Twice.InForceAt(position)?.Number);

    [Theory]
    [InlineData(29, 2)]
    [InlineData(31, null)]
    public void After_retirement_there_is_none(long position, int? version) =>
        Assert.Equal(version, (Twice with { Retired = new(30, DateTimeOffset.UnixEpoch, "replaced") }).InForceAt(position)?.Number);

    [Fact]
    public void A_first_version_is_1_and_is_published_once()
    {
        Assert.True(PublishServicePlan.Handle(Command, null).TryGet(out var change, out _));
        Assert.Equal(1, Assert.IsType<ServicePlanPublished>(Assert.Single(change.Events)).Version);
        Assert.Equal("service-plan-exists", Code(PublishServicePlan.Handle(Command, Twice)));
    }

    [Fact]
    public void Another_version_has_the_next_number()
    {
        Assert.True(PublishServicePlan.HandleNext(Command with { Code = null }, "gold-care", Twice).TryGet(out var change, out _));
        Assert.Equal((3, "gold-care"), (change.Answer.Version, Assert.IsType<ServicePlanPublished>(Assert.Single(change.Events)).Plan.Code));
        Assert.Equal("not-found", Code(PublishServicePlan.HandleNext(Command, "gold-care", null)));
    }

    [Fact]
    public void A_retired_plan_takes_no_version_and_is_not_retired_again()
    {
        var retired = Twice with { Retired = new(30, DateTimeOffset.UnixEpoch, "replaced") };
        Assert.Equal("service-plan-retired", Code(PublishServicePlan.HandleNext(Command, "gold-care", retired)));
        Assert.Equal("service-plan-retired", Code(RetireServicePlan.Handle(new("again"), "gold-care", retired)));
    }
}
