using CustomerTiering.Policies;
using static CustomerTiering.Tests.Policies.GovernedStandard;

namespace CustomerTiering.Tests.Policies;

public sealed class ApprovalLapsesTests
{
    private static readonly DateOnly DayAfter = LastDay.AddDays(1);

    private static Http.Result<CustomerTiering.Events.Change<StandardAnswer>> Used(GovernedStandard standard, DateOnly on) =>
        PutStandardInForce.Handle(new(on), "membership", standard.Version(1), standard.State!, on);

    private static IReadOnlyList<object> Recorded(GovernedStandard standard, DateOnly on)
    {
        Assert.True(ApprovalLapses.Handle(standard.Version(1), new DateTimeOffset(on.ToDateTime(new(0, 0)), TimeSpan.Zero))
            .TryGet(out var change, out _));
        return change.Events;
    }

    [Fact]
    public void An_approval_is_used_on_the_last_day_of_its_term() =>
        Assert.Equal(new StandardPutInForce(1, LastDay), EventOf(Used(Submitted().ApprovedBy("bob"), LastDay)));

    [Fact]
    public void On_the_day_after_it_is_refused_though_nothing_recorded_it_yet() =>
        Assert.Equal("approval-lapsed", CodeOf(Used(Submitted().ApprovedBy("bob"), DayAfter)));

    [Fact]
    public void A_version_counts_as_lapsed_from_the_day_after()
    {
        var standard = Submitted().ApprovedBy("bob");

        Assert.Equal(StandardStatus.Approved, standard.State!.StatusOn(standard.Version(1), LastDay));
        Assert.Equal(StandardStatus.Lapsed, standard.State.StatusOn(standard.Version(1), DayAfter));
    }

    [Fact]
    public void It_is_recorded_on_the_day_after_and_once()
    {
        var standard = Submitted().ApprovedBy("bob");

        Assert.Empty(Recorded(standard, LastDay));
        Assert.Equal(new ApprovalLapsed(1, Digest), Assert.Single(Recorded(standard, DayAfter)));
        Assert.Empty(Recorded(standard.Happened(ApprovalLapses.Service, new ApprovalLapsed(1, Digest)), DayAfter));
    }

    [Fact]
    public void What_was_put_in_force_in_time_does_not_lapse() =>
        Assert.Empty(Recorded(Submitted().ApprovedBy("bob").Happened("olga", new StandardPutInForce(1, LastDay.AddDays(30))), DayAfter));

    [Fact]
    public void The_first_of_several_approvals_that_lapses_voids_them_all()
    {
        var standard = Submitted().ApprovedBy("bob", needed: 2).ApprovedBy("carl", needed: 2, today: LastDay);
        Assert.Equal(StandardStatus.Approved, standard.State!.StatusOn(standard.Version(1), LastDay));
        Assert.Equal("approval-lapsed", CodeOf(Used(standard, DayAfter)));

        Assert.Equal(StandardStatus.Submitted, standard.ApprovedBy("carl", needed: 2, today: DayAfter).Version(1).Status);
        Assert.Equal(["carl"], standard.Version(1).Approvals.Select(approval => approval.By));
    }

    [Fact]
    public void A_lapsed_text_is_approved_anew_or_rejected_and_not_revised()
    {
        var lapsed = Submitted().ApprovedBy("bob").Happened(ApprovalLapses.Service, new ApprovalLapsed(1, Digest));

        Assert.Equal(StandardStatus.Lapsed, lapsed.Version(1).Status);
        Assert.Equal("text-is-fixed", CodeOf(ReviseStandard.Handle(lapsed.State, 1, new("membership", "UTC", [], Digest))));
        Assert.IsType<StandardRejected>(EventOf(RejectStandard.Handle(new("Too late."), "membership", lapsed.Version(1), DayAfter)));
        Assert.Equal(StandardStatus.Approved, lapsed.ApprovedBy("bob", today: DayAfter).Version(1).Status);
    }

    [Fact]
    public void What_is_approved_and_can_still_be_used_is_not_rejected() =>
        Assert.Equal("not-submitted", CodeOf(RejectStandard.Handle(new("No."), "membership", Submitted().ApprovedBy("bob").Version(1), LastDay)));
}
