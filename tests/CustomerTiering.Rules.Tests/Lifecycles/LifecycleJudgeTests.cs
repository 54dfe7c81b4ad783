using System.Text;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Tests.Decisions;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Tests.Lifecycles;

public class LifecycleJudgeTests
{
    /// <summary>Who never bought is judged as if the last purchase were 9,999 days ago.</summary>
    private static readonly CompiledLifecycle Retail = Compiled(LifecycleReaderTests.Retail
        .Replace("Asia/Shanghai", "UTC", StringComparison.Ordinal).Replace("CNY", "EUR", StringComparison.Ordinal)
        .Replace("\"days-since-last\"", "\"days-since-last\", \"missing\": \"9999\"", StringComparison.Ordinal));

    private static CompiledLifecycle Compiled(string json)
    {
        var reading = LifecycleReader.Read(Encoding.UTF8.GetBytes(json), node => CanonicalJson.Write(node));
        Assert.Equal([], reading.Errors);
        return new(reading.Document!, ZoneRules.Utc);
    }

    private static KnownFacts Bought(string joined, params string[] days) => KnownFacts.OfOwn(CustomerFacts.Fold(
        "c", [new CustomerDescription("c", At(joined), null, null, [], [], null),
            .. days.Select((day, i) => new Purchase($"p{i}", At(day), null, "EUR", 10, []))]));

    private static Instant At(string day) => ZoneRules.Utc.StartOf(Ladder.Day(day));

    private static string? Stage(KnownFacts facts, string day, string? current = null, string? previous = null) =>
        LifecycleJudge.Judge(Retail, facts, Ladder.Day(day), current, previous).Judgement!.Stage;

    private static string? Next(KnownFacts facts, string day, string current, string? previous = null, string through = "9999-12-31") =>
        LifecycleJudge.FirstChange(Retail, facts, Ladder.Day(day), current, previous, Ladder.Day(through))?.ToString("yyyy-MM-dd", null);

    [Fact]
    public void Who_bought_nothing_is_a_prospect() => Assert.Equal("prospect", Stage(Bought("2026-01-01"), "2027-12-31"));

    [Theory]
    [InlineData("2026-04-01", "new")]
    [InlineData("2026-04-02", "growing")]
    [InlineData("2026-05-31", "growing")]
    [InlineData("2026-06-01", "at-risk")]
    [InlineData("2026-09-28", "at-risk")]
    [InlineData("2026-09-29", "dormant")]
    [InlineData("2027-06-25", "dormant")]
    [InlineData("2027-06-26", "lost")]
    public void Silence_moves_a_customer_on_the_day_after_each_threshold(string day, string stage) =>
        Assert.Equal(stage, Stage(Bought("2026-01-01", "2026-01-01"), day));

    [Fact]
    public void The_day_of_the_next_change_by_silence_is_known_in_advance()
    {
        var facts = Bought("2026-01-01", "2026-01-01");
        Assert.Equal("2026-04-02", Next(facts, "2026-01-01", "new"));
        Assert.Equal("2026-06-01", Next(facts, "2026-04-02", "growing", "new"));
        Assert.Equal("2026-09-29", Next(facts, "2026-06-01", "at-risk", "growing"));
        Assert.Equal("2027-06-26", Next(facts, "2026-09-29", "dormant", "at-risk"));
        Assert.Null(Next(facts, "2027-06-26", "lost", "dormant"));
        Assert.Null(Next(facts, "2026-04-02", "growing", "new", "2026-05-31"));
    }

    [Fact]
    public void The_day_of_change_is_the_one_that_a_look_at_every_day_finds()
    {
        var facts = Bought("2024-02-29", "2024-02-29", "2024-05-31", "2024-08-30", "2024-08-31", "2025-01-31", "2025-02-28");
        var changes = 0;
        for (var (day, stage, previous) = (new DateOnly(2025, 3, 1), Stage(facts, "2025-03-01")!, (string?)null); day < new DateOnly(2027, 6, 1);)
        {
            var expected = day.AddDays(1);
            while (expected < new DateOnly(2028, 1, 1) && LifecycleJudge.Judge(Retail, facts, expected, stage, previous).Judgement!.Stage == stage)
                expected = expected.AddDays(1);
            var found = LifecycleJudge.FirstChange(Retail, facts, day, stage, previous, new(2027, 12, 31));
            Assert.Equal(expected == new DateOnly(2028, 1, 1) ? null : expected, found);
            if (found is null) break;
            changes++;
            (previous, stage) = (stage, LifecycleJudge.Judge(Retail, facts, found.Value, stage, previous).Judgement!.Stage!);
            day = found.Value;
        }
        Assert.Equal(3, changes);
    }

    [Fact]
    public void A_stage_with_moves_is_left_only_for_those_named()
    {
        var again = Bought("2024-01-01", "2024-01-01", "2026-01-01");
        Assert.Equal("won-back", Stage(again, "2026-01-01", "lost", "dormant"));
        Assert.Equal("won-back", Stage(again, "2026-01-01", "dormant", "at-risk"));
        Assert.Equal("growing", Stage(again, "2026-01-01"));
    }

    [Theory]
    [InlineData("2026-03-31", "won-back")]
    [InlineData("2026-04-01", "growing")]
    public void Was_looks_at_the_stage_before_when_the_current_one_is_judged(string day, string stage) =>
        Assert.Equal(stage, Stage(Bought("2024-01-01", "2024-01-01", "2026-01-01"), day, "won-back", "lost"));

    [Fact]
    public void Neither_a_move_nor_the_stage_itself_holding_the_current_stage_stays() =>
        Assert.Equal("dormant", Stage(Bought("2024-01-01", "2024-01-01"), "2024-05-01", "dormant", "at-risk"));

    [Fact]
    public void A_fact_of_a_later_day_ends_the_search_on_its_day() =>
        Assert.Equal("2026-03-01", Next(Bought("2026-01-01", "2026-01-01", "2026-03-01"), "2026-01-01", "new"));
}
