using CustomerTiering.Policies;
using static CustomerTiering.Tests.Policies.GovernedStandard;

namespace CustomerTiering.Tests.Policies;

public sealed class RetireStandardTests
{
    private static readonly DateOnly Today = new(2026, 3, 10);

    private static Http.Result<CustomerTiering.Events.Change<RetirementAnswer>> Handle(StandardState? state, DateOnly from) =>
        RetireStandard.Handle(new(from, "Replaced."), "membership", StandardKind.TierPolicy, state, Today);

    [Fact]
    public void It_ends_today_or_later() =>
        Assert.Equal(new StandardRetired(Today, "Replaced."), EventOf(Handle(InForce(new(2024, 1, 1)).State, Today)));

    [Fact]
    public void What_was_decided_yesterday_stays_decided() =>
        Assert.Equal("ends-in-the-past", CodeOf(Handle(InForce(new(2024, 1, 1)).State, Today.AddDays(-1))));

    [Fact]
    public void What_begins_today_ends_tomorrow_at_the_earliest()
    {
        Assert.Equal("ends-before-it-began", CodeOf(Handle(InForce(Today).State, Today)));
        Assert.Equal(Today.AddDays(1), Assert.IsType<StandardRetired>(EventOf(Handle(InForce(Today).State, Today.AddDays(1)))).From);
    }

    [Fact]
    public void What_is_not_there_or_never_was_in_force_is_not_retired()
    {
        Assert.Equal("not-found", CodeOf(Handle(null, Today)));
        Assert.Equal("not-in-force", CodeOf(Handle(Approved().State, Today)));
    }

    [Fact]
    public void From_its_day_on_nothing_decides_and_the_day_before_it_still_does()
    {
        var retired = InForce(new(2024, 1, 1)).Happened("olga", new StandardRetired(Today, null));

        Assert.Equal(1, retired.State!.InForceOn(Today.AddDays(-1))!.Number);
        Assert.Null(retired.State.InForceOn(Today));
        Assert.Equal(StandardStatus.InForce, retired.State.StatusOn(retired.Version(1), Today.AddDays(-1)));
        Assert.Equal(StandardStatus.Retired, retired.State.StatusOn(retired.Version(1), Today));
    }

    [Fact]
    public void It_is_retired_once_and_takes_no_further_version()
    {
        var retired = InForce(new(2024, 1, 1)).Happened("olga", new StandardRetired(Today.AddDays(9), null));

        Assert.Equal("standard-retired", CodeOf(Handle(retired.State, Today.AddDays(20))));
        Assert.Equal("standard-retired", CodeOf(DraftStandard.Handle(retired.State, new("membership", "UTC", [], Digest))));
    }

    [Theory]
    [InlineData(8, null)]
    [InlineData(9, "standard-retired")]
    public void A_version_that_was_drafted_before_begins_before_the_day_of_retirement_or_never(int days, string? code)
    {
        var retired = InForce(new(2024, 1, 1))
            .Happened("ann", new StandardDrafted(2, [], Digest), new StandardSubmitted(2, Digest))
            .Happened("bob", new StandardApproved(2, Digest, Zone.DeepClone().AsObject(), new string('e', 64), null))
            .Happened("olga", new StandardRetired(Today.AddDays(9), null));

        Assert.Equal(
            code, PutStandardInForce.Handle(new(Today.AddDays(days)), "membership", retired.Version(2), retired.State!, Today).Problem?.Code);
    }
}
