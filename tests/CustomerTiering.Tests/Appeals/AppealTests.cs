using CustomerTiering.Appeals;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Http;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Values;
using CustomerTiering.Tests.Events;
using CustomerTiering.Tests.Tiering;
using CustomerTiering.Tests.Tiering.Overrides;
using CustomerTiering.Tiering;
using CustomerTiering.Tiering.Reading;

namespace CustomerTiering.Tests.Appeals;

/// <summary>ann files on 31 January 2026, dora takes it up.</summary>
public sealed class AppealTests
{
    private static readonly Guid Id = Guid.Parse("44444444-4444-8444-8444-444444444444");
    private static readonly Guid Decision = Guid.Parse("22222222-2222-8222-8222-222222222222");
    private static readonly DateTimeOffset Filed = new(2026, 1, 31, 23, 59, 59, TimeSpan.Zero);

    private static TierDecided Decided => (TierDecided)EventSerializer.Read(new TierHistory().Decided("2026-01-01", "joined", "silver").Events[0]);

    private static AppealState After(params (string Actor, object Body)[] steps)
    {
        AppealState? state = null;
        var version = 0;
        foreach (var (actor, body) in steps)
        {
            state = AppealState.Apply(state, body, Recorded.Event(++version, AppealState.Stream(Id), actor, EventTypes.Of(body), "{}"u8));
        }
        return state!;
    }

    private static (string, object) FiledByAnn =>
        ("ann", Happens(FileAppeal.Handle(new(Decision, "I bought more.", "mail"), Id, Decided, AppealSettings.Default, Filed)));

    private static (string, object) TakenUpByDora => ("dora", new AppealTakenUp(TierHistory.Customer));

    private static object Happens(Result<Change<AppealAnswer>> result) =>
        result.TryGet(out var change, out var problem) ? Assert.Single(change.Events) : throw new Xunit.Sdk.XunitException(problem.Code);

    private static string? Code(Result<Change<AppealAnswer>> result) => result.Problem?.Code;

    [Theory]
    [InlineData("P1M", "2026-02-28")]
    [InlineData("P14D", "2026-02-14")]
    public void It_is_to_be_answered_a_term_after_the_day_of_filing_by_default_a_month(string term, string deadline)
    {
        Assert.True(Period.TryParse(term, out var period));
        var filed = Assert.IsType<AppealFiled>(Happens(FileAppeal.Handle(new(Decision, "I bought more.", "mail"), Id, Decided, new(period), Filed)));

        Assert.Equal(("membership", Decision, deadline), (filed.Ladder, filed.Decision, $"{filed.Deadline:yyyy-MM-dd}"));
        Assert.Equal(new Period(1, 0), AppealSettings.Default.Term);
    }

    [Fact]
    public void Nobody_who_took_part_takes_it_up()
    {
        var participants = new HashSet<string> { "bob" };

        Assert.Equal("took-part", Code(TakeUpAppeal.Handle(Id, After(FiledByAnn), "bob", participants)));
        Assert.IsType<AppealTakenUp>(Happens(TakeUpAppeal.Handle(Id, After(FiledByAnn), "dora", participants)));
    }

    [Fact]
    public void Another_may_take_it_over_and_then_alone_answers_it()
    {
        var state = After(FiledByAnn, TakenUpByDora);
        Assert.Equal("in-hand-already", Code(TakeUpAppeal.Handle(Id, state, "dora", new HashSet<string>())));

        var over = After(FiledByAnn, TakenUpByDora, ("emil", Happens(TakeUpAppeal.Handle(Id, state, "emil", new HashSet<string>()))));
        Assert.Equal("not-in-hand", Code(DismissAppeal.Handle(new("No."), Id, over, "dora")));
        Assert.IsType<AppealDismissed>(Happens(DismissAppeal.Handle(new("No."), Id, over, "emil")));
    }

    [Fact]
    public void It_is_taken_up_before_it_is_answered_and_answered_once()
    {
        Assert.Equal("not-taken-up", Code(DismissAppeal.Handle(new("No."), Id, After(FiledByAnn), "dora")));
        Assert.Equal("not-taken-up", Code(UpholdAppeal.Handle(new(null, null), Id, After(FiledByAnn), "dora", Decision)));

        var upheld = After(FiledByAnn, TakenUpByDora,
            ("dora", Happens(UpholdAppeal.Handle(new(null, null), Id, After(FiledByAnn, TakenUpByDora), "dora", Decision))));
        Assert.Equal((AppealStatus.Upheld, Decision, "dora"), (upheld.Status, upheld.NewDecision!.Value, upheld.Answer!.By));
        Assert.Equal("appeal-answered", Code(DismissAppeal.Handle(new("No."), Id, upheld, "dora")));
        Assert.Equal("appeal-answered", Code(TakeUpAppeal.Handle(Id, upheld, "emil", new HashSet<string>())));
    }

    [Fact]
    public void A_missed_deadline_stays_and_it_can_still_be_answered()
    {
        var missed = After(FiledByAnn, TakenUpByDora, ("service:appeals", new AppealDeadlineMissed(TierHistory.Customer, new(2026, 2, 28))));

        Assert.True(missed is { Missed: true, IsOpen: true });
        Assert.IsType<AppealDismissed>(Happens(DismissAppeal.Handle(new("No."), Id, missed, "dora")));
    }

    /// <summary>
    /// The decision is of 10 March, under the override that ann asked for and bob approved, by the policy of wanda, which carl approved.
    /// </summary>
    [Fact]
    public void Who_made_the_decision_who_overrode_it_and_who_wrote_and_approved_its_policy_took_part()
    {
        var tier = OverriddenTier.Granted().History.Decided("2026-03-10", "retained", "silver", from: "2026-01-01");
        RecordedEvent Policy(string actor, object body) => new TierHistory().Then(body, actor).Events[0];
        RecordedEvent[] policy =
        [
            Policy("wanda", new StandardDrafted(1, [], "d")), Policy("wim", new StandardRevised(1, [], "d")),
            Policy("carl", new StandardApproved(1, "d", [], "d", null)),
            Policy("zoe", new StandardDrafted(2, [], "d")),
        ];
        IEnumerable<string> Of(RecordedEvent decision) =>
            DecisionReviews.Participants(decision, (TierDecided)EventSerializer.Read(decision), tier.Events, policy).Order();

        Assert.Equal(["ann", "bob", "carl", "service:tiering", "wanda", "wim"], Of(tier.Events[^1]));
        Assert.Equal(["carl", "service:tiering", "wanda", "wim"], Of(tier.Events[0]));
    }
}
