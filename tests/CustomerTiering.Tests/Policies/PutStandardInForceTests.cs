using CustomerTiering.Policies;
using static CustomerTiering.Tests.Policies.GovernedStandard;

namespace CustomerTiering.Tests.Policies;

public sealed class PutStandardInForceTests
{
    private static readonly DateOnly Today = new(2026, 3, 10);

    [Fact]
    public void The_first_version_may_begin_in_the_past() =>
        Assert.Equal(new StandardPutInForce(1, new(2024, 1, 1)), EventOf(Handle(Approved(), 1, new(2024, 1, 1))));

    [Fact]
    public void A_version_that_is_not_approved_does_not_decide() =>
        Assert.Equal("not-approved", CodeOf(Handle(Submitted(), 1, Today)));

    [Fact]
    public void A_later_version_begins_today() =>
        Assert.Equal(new StandardPutInForce(2, Today), EventOf(Handle(WithSecondApproved(), 2, Today)));

    [Fact]
    public void A_later_version_does_not_begin_yesterday() =>
        Assert.Equal("begins-in-the-past", CodeOf(Handle(WithSecondApproved(), 2, Today.AddDays(-1))));

    [Fact]
    public void A_version_does_not_begin_on_the_day_of_another() =>
        Assert.Equal("begins-before-another", CodeOf(Handle(WithSecondApproved(from: Today.AddDays(5)), 2, Today.AddDays(5))));

    [Fact]
    public void A_version_begins_the_day_after_another() =>
        Assert.Equal(new StandardPutInForce(2, Today.AddDays(6)), EventOf(Handle(WithSecondApproved(from: Today.AddDays(5)), 2, Today.AddDays(6))));

    [Fact]
    public void Of_two_versions_the_later_decides_from_its_first_day()
    {
        var standard = WithSecondApproved().Happened("olga", new StandardPutInForce(2, Today));

        Assert.Equal(1, standard.State!.InForceOn(Today.AddDays(-1))!.Number);
        Assert.Equal(2, standard.State!.InForceOn(Today)!.Number);
        Assert.Null(standard.State!.InForceOn(new(2023, 12, 31)));
    }

    [Fact]
    public void A_version_is_scheduled_until_its_day_then_in_force_and_superseded_when_the_next_begins()
    {
        var standard = WithSecondApproved(from: Today).Happened("olga", new StandardPutInForce(2, Today.AddDays(5)));

        Assert.Equal(
            [(StandardStatus.Scheduled, StandardStatus.Scheduled), (StandardStatus.InForce, StandardStatus.Scheduled),
                (StandardStatus.InForce, StandardStatus.Scheduled),
                (StandardStatus.Superseded, StandardStatus.InForce)],
            new[] { -1, 0, 4, 5 }.Select(days => Today.AddDays(days))
                .Select(day => (standard.State!.StatusOn(standard.Version(1), day), standard.State!.StatusOn(standard.Version(2), day))));
    }

    private static Http.Result<CustomerTiering.Events.Change<StandardAnswer>> Handle(GovernedStandard standard, int number, DateOnly from) =>
        PutStandardInForce.Handle(new(from), "membership", standard.Version(number), standard.State!, Today);

    private static GovernedStandard WithSecondApproved(DateOnly? from = null) => InForce(from ?? new(2024, 1, 1))
        .Happened("ann", new StandardDrafted(2, [], Digest), new StandardSubmitted(2, Digest))
        .Happened("bob", new StandardApproved(2, Digest, Zone.DeepClone().AsObject(), new string('e', 64), null));
}
