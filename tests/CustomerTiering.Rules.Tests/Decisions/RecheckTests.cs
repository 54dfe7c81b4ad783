using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using static CustomerTiering.Rules.Tests.Decisions.Ladder;

namespace CustomerTiering.Rules.Tests.Decisions;

public class RecheckTests
{
    private const string Recheck = """{ "onReturn": "recheck" }""";

    private static Ladder Spent(string movement = Recheck, string gold = "") =>
        new Ladder(movement: movement, gold: gold).Joins("2026-01-01").Buys("2026-02-01", 300, "a");

    [Fact]
    public void A_return_that_takes_away_what_gave_the_tier_lets_it_fall_at_once() =>
        Assert.Equal(
            ["2026-02-01 at-once: upgraded gold from 2026-02-01 until 2027-01-31", "2026-03-01 recheck: downgraded silver from 2026-03-01 until 2027-02-28"],
            Spent().Returns("2026-03-01", 60, "a").Runs("2026-01-01", "2026-03-01").Skip(1));

    [Fact]
    public void The_new_decision_names_the_one_it_supersedes()
    {
        var decisions = Spent().Returns("2026-03-01", 60, "a").Entries("2026-01-01", "2026-03-01").OfType<TimelineEntry.Decided>().Select(entry => entry.Decision);
        Assert.Equal([null, null, "at-once/2026-02-01"], decisions.Select(decision => decision.Supersedes));
    }

    [Theory]
    [InlineData(49.99, "2026-03-01 recheck: downgraded silver from 2026-03-01 until 2027-02-28", false)]
    [InlineData(50.01, "2026-03-01 recheck: downgraded silver from 2026-03-01 until 2027-02-28", true)]
    public void Today_s_computed_tier_must_be_lower_too(decimal returned, string line, bool falls) =>
        // 300 less 49.99 no longer qualifies for gold, but keeps it.
        Assert.Equal(falls, Spent().Returns("2026-03-01", returned, "a").Runs("2026-01-01", "2026-03-01").Contains(line));

    [Fact]
    public void A_tier_that_still_qualified_when_it_was_given_stays() =>
        Assert.DoesNotContain(
            new Ladder("""{ "rolling": "P24M" }""", Recheck).Joins("2026-01-01").Buys("2026-02-01", 400, "a").Returns("2027-02-02", 100, "a").Runs("2026-01-01", "2027-03-01"),
            line => line.Contains("recheck", StringComparison.Ordinal));

    [Theory]
    [InlineData(49.99, "")]
    [InlineData(100.01, "2026-03-01 recheck: downgraded base from 2026-03-01")]
    public void What_an_earlier_version_gave_is_judged_by_its_criterion(decimal returned, string comesTo)
    {
        // Bronze took 100 then; the version in force takes 180, which the customer never had, and keeps nobody.
        var then = new Ladder(movement: Recheck).Joins("2026-01-01").Buys("2026-02-01", 150, "a");
        var given = then.Entries("2026-01-01", "2026-02-01").OfType<TimelineEntry.Decided>().Aggregate((HeldState?)null, (held, entry) => HeldState.After(held, entry.Decision))!;
        var version = Compiled("""
            { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR", "validity": { "rolling": "P12M" }, "movement": { "onReturn": "recheck" },
              "metrics": { "spend": { "measure": "purchases.net", "aggregate": "sum" } }, "tiers": [ { "code": "base" }, { "code": "bronze", "qualify": { "metric": "spend", "atLeast": 180 } } ] }
            """);
        var source = then.Returns("2026-03-01", returned, "a").Sees("2026-01-01") with { Policy = version, Reference = new("p", 2, "e"), Earlier = [new(new("p", 1, "d"), then.Policy)] };

        Assert.Equal(comesTo, string.Join('\n', LadderTimeline.On(source, given, Day("2026-03-01")).OfType<TimelineEntry.Decided>().Where(entry => entry.IsRecorded).Select(Line)));
    }

    [Fact]
    public void A_cancellation_is_a_recheck_too() =>
        Assert.Contains("2026-03-01 recheck: downgraded base from 2026-03-01", Spent().Cancels("2026-03-01", "a").Runs("2026-01-01", "2026-03-01"));

    [Theory]
    [InlineData("""{ "onReturn": "recheck", "downgrade": "never", "grace": "P90D" }""", "")]
    [InlineData(Recheck, """, "lock": true """)]
    public void It_falls_also_under_never_and_lock_and_without_grace(string movement, string gold) =>
        Assert.Contains("2026-03-01 recheck: downgraded base from 2026-03-01", Spent(movement, gold).Cancels("2026-03-01", "a").Runs("2026-01-01", "2026-03-01"));

    [Fact]
    public void Without_recheck_the_tier_is_guaranteed() =>
        Assert.DoesNotContain(
            Spent("{}").Cancels("2026-03-01", "a").Runs("2026-01-01", "2026-03-01"), line => line.Contains("downgraded", StringComparison.Ordinal));

    [Fact]
    public void A_stated_tier_is_not_rechecked() =>
        Assert.Empty(Spent().Cancels("2026-03-01", "a").Runs("2026-02-15", "2026-03-01", Held("gold", "2026-02-01", "2027-01-31")));

    [Fact]
    public void A_soft_landing_is_not_rechecked_but_a_fall_to_the_computed_tier_is()
    {
        var soft = new Ladder(movement: """{ "onReturn": "recheck", "downgrade": "one" }""").Joins("2025-01-01").Level("2026-01-01", 0);
        var held = Held("gold", "2025-02-01", "2026-01-31");
        var landed = soft.Entries("2026-01-31", "2026-01-31", held).OfType<TimelineEntry.Decided>().Single().Decision;
        Assert.Equal(("silver", null), (landed.Held, landed.Grant));
        var exact = soft.Level("2026-01-02", 15).Entries("2026-01-31", "2026-01-31", held).OfType<TimelineEntry.Decided>().Single().Decision;
        Assert.Equal(("silver", RuleKind.Retain), (exact.Held, exact.Grant!.Rule));
    }

    [Fact]
    public void A_renewal_is_rechecked_by_what_renewed_it_as_of_its_day()
    {
        var renewed = new Ladder(movement: Recheck).Joins("2025-01-01").Buys("2025-06-01", 150, "a");
        var lines = renewed.Returns("2026-03-01", 0.01m, "a").Runs("2026-01-31", "2026-03-01", Held("silver", "2025-02-01", "2026-01-31"));
        Assert.Equal(
            ["2026-01-31 expiry: retained silver from 2025-02-01 until 2027-01-31", "2026-03-01 recheck: downgraded bronze from 2026-03-01 until 2027-02-28"], lines);
    }

    [Fact]
    public void A_tier_kept_while_failing_keeps_what_gave_it()
    {
        var ladder = Spent("""{ "onReturn": "recheck", "downgrade": "never" }""");
        var last = ladder.Entries("2026-01-01", "2028-06-30").OfType<TimelineEntry.Decided>().Last().Decision;
        Assert.Equal((TriggerKind.Expiry, Outcome.Retained, Day("2027-01-31")), (last.Trigger.Kind, last.Outcome, last.Grant!.AsOf));
    }
}
