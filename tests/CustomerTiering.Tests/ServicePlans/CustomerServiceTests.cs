using CustomerTiering.ServicePlans;
using CustomerTiering.Tiering;

namespace CustomerTiering.Tests.ServicePlans;

public sealed class CustomerServiceTests
{
    private static readonly Guid Customer = Guid.Parse("11111111-1111-8111-8111-111111111111");
    private static readonly Guid Decision = Guid.Parse("22222222-2222-8222-8222-222222222222");

    private static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", null);

    private static TierDecided TierDecided(string? plan, string asOf = "2026-03-10", string? effectiveFrom = null, string ladder = "membership") =>
        new(
        Customer, ladder, new("p", 1, "d"), "2", Day("2026-01-01"), 1, "f", "review", "r", new(Day(asOf), [], [], [], []), "gold", "gold", "gold",
        "gold", "retained",
        Day(effectiveFrom ?? asOf), null, null, null, plan, null);

    private static BroughtPlan Decided(string? plan, string asOf = "2026-03-10", string? effectiveFrom = null, string ladder = "membership") =>
        BroughtPlan.Of(TierDecided(plan, asOf, effectiveFrom, ladder), Decision)!;

    private static CustomerService Served(string? plan, int? version, long position = 5) =>
        new(new Dictionary<string, LadderService> { ["membership"] = new(plan, version, position) }, 1);

    private static Func<string, DateOnly, int?> InForce(int? version) => (_, _) => version;

    [Fact]
    public void A_first_tier_brings_its_plan_in_the_version_of_that_moment() => Assert.Equal(
        new ServicePlanAssigned(Customer, "membership", "gold-care", 3, Day("2026-03-10"), Decision, 6),
        CustomerService.None.On(Decided("gold-care"), 6, InForce(3)));

    [Fact]
    public void The_same_plan_again_changes_nothing_though_it_has_another_version_by_now() =>
        Assert.Null(Served("gold-care", 1).On(Decided("gold-care"), 6, InForce(2)));

    [Fact]
    public void What_served_in_the_past_did_a_late_decision_that_others_followed_changes_no_plan() =>
        Assert.Null(BroughtPlan.Of(TierDecided("silver-care", "2026-02-10") with { FollowedBy = Day("2026-03-10") }, Decision));

    [Fact]
    public void Another_plan_takes_its_place() =>
        Assert.Equal("gold-care", Assert.IsType<ServicePlanAssigned>(Served("silver-care", 1).On(Decided("gold-care"), 6, InForce(1))).Plan);

    [Fact]
    public void A_plan_that_is_not_in_force_is_assigned_without_version_and_gets_one_later()
    {
        Assert.Null(Assert.IsType<ServicePlanAssigned>(CustomerService.None.On(Decided("gold-care"), 6, InForce(null))).Version);
        Assert.Null(Served("gold-care", null).On(Decided("gold-care"), 6, InForce(null)));
        Assert.Equal(1, Assert.IsType<ServicePlanAssigned>(Served("gold-care", null).On(Decided("gold-care"), 6, InForce(1))).Version);
    }

    [Fact]
    public void A_tier_without_a_plan_ends_the_one_there_is_once()
    {
        Assert.Equal("gold-care", Assert.IsType<ServicePlanEnded>(Served("gold-care", 1).On(Decided(null), 6, InForce(null))).Plan);
        Assert.Null(Served(null, null).On(Decided(null), 6, InForce(null)));
        Assert.Null(CustomerService.None.On(Decided(null), 6, InForce(null)));
    }

    [Theory]
    [InlineData(5, false)]
    [InlineData(6, true)]
    public void A_decision_before_the_one_that_counts_changes_nothing(long position, bool changes) =>
        Assert.Equal(changes, Served("silver-care", 1, position: 5).On(Decided("gold-care"), position, InForce(1)) is not null);

    [Fact]
    public void Each_ladder_brings_a_plan_of_its_own() =>
        Assert.NotNull(Served("gold-care", 1).On(Decided("gold-care", ladder: "partners"), 6, InForce(1)));

    [Theory]
    [InlineData("2026-03-10", "2026-03-11", "2026-03-11")] // a downgrade: effective on the day after
    [InlineData("2026-03-10", "2025-07-01", "2026-03-10")] // a tier that stays, with another plan
    public void A_plan_begins_with_the_tier_and_not_before_the_decision(string asOf, string effectiveFrom, string from) => Assert.Equal(
        Day(from), Assert.IsType<ServicePlanAssigned>(Served("silver-care", 1).On(Decided("gold-care", asOf, effectiveFrom), 6, InForce(1))).From);

    [Theory]
    [InlineData("2026-03-10", "2026-03-10", 1)]
    [InlineData("2026-03-10", "2026-03-11", 2)]
    public void The_version_is_that_of_the_day_on_which_the_plan_begins(string asOf, string effectiveFrom, int version) => Assert.Equal(
        version, Assert.IsType<ServicePlanAssigned>(CustomerService.None.On(
            Decided("gold-care", asOf, effectiveFrom), 6, (plan, day) => (plan, day >= Day("2026-03-11")) == ("gold-care", true) ? 2 : 1)).Version);

    [Fact]
    public void An_override_brings_the_plan_of_its_tier_and_its_end_that_of_the_held_one()
    {
        var id = Guid.Parse("33333333-3333-8333-8333-333333333333");
        var began = BroughtPlan.Of(new OverrideBegan(Customer, "membership", id, new(Day("2026-03-10"), "silver", "gold", "gold-care")), Guid.Empty)!;
        var expired =
            BroughtPlan.Of(new OverrideExpired(
                Customer, "membership", id, Day("2026-03-31"), new(Day("2026-04-01"), "silver", "silver", "silver-care")), Guid.Empty)!;

        Assert.Equal(new ServicePlanAssigned(Customer, "membership", "gold-care", 1, Day("2026-03-10"), id, 6),
            Served("silver-care", 1).On(began, 6, InForce(1)));
        Assert.Equal(new ServicePlanAssigned(Customer, "membership", "silver-care", 1, Day("2026-04-01"), id, 7),
            Served("gold-care", 1).On(expired, 7, InForce(1)));
    }
}
