using CustomerTiering.Http;
using CustomerTiering.Policies;
using static CustomerTiering.Tests.Policies.GovernedStandard;

namespace CustomerTiering.Tests.Policies;

public sealed class ApproveStandardTests
{
    private static readonly ApproveStandard Command = new(Digest, "Fair.");

    private static Result<CustomerTiering.Events.Change<StandardAnswer>> Handle(
        GovernedStandard standard, Approving by, ApproveStandard? command = null) =>
        ApproveStandard.Handle(command ?? Command, "membership", standard.Version(1), standard.State!, by);

    [Fact]
    public void Somebody_who_is_no_author_approves_the_text_that_was_submitted()
    {
        var approved = Assert.IsType<StandardApproved>(EventOf(Handle(Submitted(), By("bob") with { TrialDigest = "of a trial" })));

        Assert.Equal((1, Digest, "Fair.", 1, LastDay), (approved.Version, approved.Digest, approved.Comment, approved.Needed, approved.UsableUntil));
        Assert.Equal(StandardKind.DigestOf([], Zone), approved.StandardDigest);
        Assert.Equal("of a trial", approved.TrialDigest);
    }

    [Fact]
    public void An_approval_records_the_difference_to_the_version_in_force_on_that_day()
    {
        var standard = InForce(GovernedStandard.Today).Happened("ann", new StandardDrafted(2, [], Digest), new StandardSubmitted(2, Digest));
        string Difference(DateOnly today) => Assert.IsType<StandardApproved>(EventOf(
            ApproveStandard.Handle(Command, "membership", standard.Version(2), standard.State!, By("bob", today: today)))).DifferenceDigest!;

        Assert.Equal(StandardDifference.Of("membership", standard.Version(2), standard.Version(1)).Digest, Difference(GovernedStandard.Today));
        Assert.Equal(StandardDifference.Of("membership", standard.Version(2), null).Digest, Difference(GovernedStandard.Today.AddDays(-1)));
    }

    [Fact]
    public void An_author_of_the_first_text_never_approves() => Assert.Equal("author-approves", CodeOf(Handle(Submitted(), By("ann"))));

    [Fact]
    public void An_author_of_a_later_revision_never_approves_either()
    {
        var revised = Drafted().Happened("carl", new StandardRevised(1, [], Digest)).Happened("ann", new StandardSubmitted(1, Digest));

        Assert.Equal("author-approves", CodeOf(Handle(revised, By("carl"))));
    }

    [Fact]
    public void A_text_that_nobody_submitted_is_not_approved() => Assert.Equal("not-submitted", CodeOf(Handle(Drafted(), By("bob"))));

    [Fact]
    public void An_approval_is_of_the_text_that_was_read() =>
        Assert.Equal("another-text", CodeOf(Handle(Submitted(), By("bob"), Command with { Digest = new string('f', 64) })));

    [Fact]
    public void An_approval_after_a_new_revision_is_refused_since_the_text_is_another()
    {
        var revised = Submitted().Happened("bob", new StandardRejected(1, "Too strict."))
            .Happened("ann", new StandardRevised(1, [], new string('f', 64)), new StandardSubmitted(1, new string('f', 64)));

        Assert.Equal("another-text", CodeOf(Handle(revised, By("bob"))));
    }

    [Fact]
    public void A_version_is_approved_with_the_last_of_as_many_people_as_are_needed()
    {
        var standard = Submitted().ApprovedBy("bob", needed: 3);
        Assert.Equal(StandardStatus.Submitted, standard.Version(1).Status);
        Assert.Equal("not-approved", CodeOf(
            PutStandardInForce.Handle(new(GovernedStandard.Today), "membership", standard.Version(1), standard.State!, GovernedStandard.Today)));

        Assert.Equal(StandardStatus.Submitted, standard.ApprovedBy("carl", needed: 3).Version(1).Status);
        Assert.True(Handle(standard, By("dora", needed: 3)).TryGet(out var last, out _));
        Assert.Equal((StandardStatus.Approved, 3, 3), (last.Answer.Status, last.Answer.Given, last.Answer.Needed));
        Assert.Equal(StandardStatus.Approved, standard.ApprovedBy("dora", needed: 3).Version(1).Status);
        Assert.Equal(["bob", "carl", "dora"], standard.Version(1).Approvals.Select(approval => approval.By));
    }

    [Fact]
    public void Nobody_approves_twice() =>
        Assert.Equal("approved-already", CodeOf(Handle(Submitted().ApprovedBy("bob", needed: 2), By("bob", needed: 2))));

    [Fact]
    public void How_many_are_needed_is_asked_at_each_approval() =>
        Assert.Equal(StandardStatus.Approved, Submitted().ApprovedBy("bob", needed: 3).ApprovedBy("carl", needed: 2).Version(1).Status);

    [Fact]
    public void A_rejection_clears_the_approvals_that_were_given()
    {
        var again = Submitted().ApprovedBy("bob", needed: 2)
            .Happened("carl", new StandardRejected(1, "Too strict.")).Happened("ann", new StandardSubmitted(1, Digest));

        Assert.Empty(again.Version(1).Approvals);
        Assert.Equal(StandardStatus.Submitted, again.ApprovedBy("bob", needed: 2).Version(1).Status);
    }

    [Fact]
    public void A_rejected_text_can_be_revised_and_must_be_submitted_again()
    {
        var rejected = Submitted().Happened("bob", new StandardRejected(1, "Too strict."));

        Assert.Equal(StandardStatus.Rejected, rejected.Version(1).Status);
        Assert.Equal("not-submitted", CodeOf(Handle(rejected, By("bob"))));
        Assert.IsType<StandardRevised>(EventOf(ReviseStandard.Handle(rejected.State, 1, new("membership", "UTC", [], Digest))));
        Assert.IsType<StandardSubmitted>(EventOf(SubmitStandard.Handle("membership", rejected.Version(1))));
    }

    [Fact]
    public void A_submitted_text_cannot_change() => Assert.Equal(
        "text-is-fixed", CodeOf(ReviseStandard.Handle(Submitted().State, 1, new("membership", "UTC", [], Digest))));
}
