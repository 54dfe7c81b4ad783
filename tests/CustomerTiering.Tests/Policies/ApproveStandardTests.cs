using CustomerTiering.Policies;
using static CustomerTiering.Tests.Policies.GovernedStandard;

namespace CustomerTiering.Tests.Policies;

public sealed class ApproveStandardTests
{
    private static readonly ApproveStandard Command = new(Digest, "Fair.");

    [Fact]
    public void Somebody_who_is_no_author_approves_the_text_that_was_submitted()
    {
        var approved = Assert.IsType<StandardApproved>(EventOf(ApproveStandard.Handle(Command, "membership", Submitted().Version(1), "bob", Zone)));

        Assert.Equal((1, Digest, "Fair."), (approved.Version, approved.Digest, approved.Comment));
        Assert.Equal(StandardKind.DigestOf([], Zone), approved.StandardDigest);
    }

    [Fact]
    public void An_author_of_the_first_text_never_approves() =>
        Assert.Equal("author-approves", CodeOf(ApproveStandard.Handle(Command, "membership", Submitted().Version(1), "ann", Zone)));

    [Fact]
    public void An_author_of_a_later_revision_never_approves_either()
    {
        var revised = Drafted().Happened("carl", new StandardRevised(1, [], Digest)).Happened("ann", new StandardSubmitted(1, Digest));

        Assert.Equal("author-approves", CodeOf(ApproveStandard.Handle(Command, "membership", revised.Version(1), "carl", Zone)));
    }

    [Fact]
    public void A_text_that_nobody_submitted_is_not_approved() =>
        Assert.Equal("not-submitted", CodeOf(ApproveStandard.Handle(Command, "membership", Drafted().Version(1), "bob", Zone)));

    [Fact]
    public void An_approval_is_of_the_text_that_was_read() =>
        Assert.Equal("another-text", CodeOf(ApproveStandard.Handle(Command with { Digest = new string('f', 64) }, "membership", Submitted().Version(1), "bob", Zone)));

    [Fact]
    public void A_rejected_text_can_be_revised_and_must_be_submitted_again()
    {
        var rejected = Submitted().Happened("bob", new StandardRejected(1, "Too strict."));

        Assert.Equal(StandardStatus.Draft, rejected.Version(1).Status);
        Assert.Equal("not-submitted", CodeOf(ApproveStandard.Handle(Command, "membership", rejected.Version(1), "bob", Zone)));
    }

    [Fact]
    public void A_submitted_text_cannot_change() => Assert.Equal(
        "text-is-fixed", CodeOf(ReviseStandard.Handle(Submitted().State, 1, new("membership", "UTC", [], Digest))));
}
