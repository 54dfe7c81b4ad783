using CustomerTiering.Rules.Decisions;
using static CustomerTiering.Rules.Tests.Decisions.Ladder;

namespace CustomerTiering.Rules.Tests.Decisions;

public class ValidityTests
{
    [Theory]
    [InlineData("""{ "rolling": "P12M" }""", "2026-03-15", "2027-03-14")]
    [InlineData("""{ "rolling": "P12M" }""", "2024-02-29", "2025-02-27")]
    [InlineData("""{ "rolling": "P1M" }""", "2026-01-31", "2026-02-27")]
    [InlineData("""{ "rolling": "P2D" }""", "2026-01-31", "2026-02-01")]
    [InlineData("""{ "calendar": "month" }""", "2026-02-28", "2026-02-28")]
    [InlineData("""{ "calendar": "month", "offset": 1 }""", "2026-01-31", "2026-02-28")]
    [InlineData("""{ "calendar": "quarter" }""", "2026-03-31", "2026-03-31")]
    [InlineData("""{ "calendar": "quarter", "offset": 1 }""", "2026-04-01", "2026-09-30")]
    [InlineData("""{ "calendar": "year" }""", "2026-01-01", "2026-12-31")]
    [InlineData("""{ "calendar": "year", "offset": 1 }""", "2026-12-31", "2027-12-31")]
    [InlineData("""{ "dates": ["03-31", "09-30"] }""", "2026-03-30", "2026-03-31")]
    [InlineData("""{ "dates": ["03-31", "09-30"] }""", "2026-03-31", "2026-09-30")]
    [InlineData("""{ "dates": ["03-31", "09-30"] }""", "2026-09-30", "2027-03-31")]
    [InlineData("""{ "dates": ["02-29"] }""", "2026-02-27", "2026-02-28")]
    [InlineData("""{ "dates": ["02-29"] }""", "2027-02-28", "2028-02-29")]
    public void A_tier_given_on_a_day_holds_to_the_last_day_of_its_validity(string validity, string day, string until) =>
        Assert.Equal(
            $"{day} joining: joined silver from {day} until {until}",
            new Ladder(validity).Joins(day).Level(day, 20).Decides(TriggerKind.Joining, day, null));

    [Theory]
    [InlineData("2024-02-29", "2025-02-26", "2025-02-27")]
    [InlineData("2024-02-29", "2025-02-27", "2026-02-27")]
    [InlineData("2024-02-29", "2027-03-01", "2028-02-28")]
    [InlineData("2025-05-10", "2025-06-01", "2026-05-09")]
    public void Anniversary_holds_to_the_first_eve_of_joining_after_the_start(string joined, string day, string until) =>
        Assert.Equal(
            $"{day} joining: joined silver from {day} until {until}",
            new Ladder("\"anniversary\"").Joins(joined).Level(joined, 20).Decides(TriggerKind.Joining, day, null));

    [Fact]
    public void Without_validity_nothing_ends() =>
        Assert.Equal(
            "2026-01-01 joining: joined silver from 2026-01-01",
            new Ladder("\"none\"").Joins("2026-01-01").Level("2026-01-01", 20).Decides(TriggerKind.Joining, "2026-01-01", null));

    [Fact]
    public void The_first_tier_never_ends() =>
        Assert.Equal(
            "2026-01-01 joining: joined base from 2026-01-01",
            new Ladder().Joins("2026-01-01").Level("2026-01-01", 9.99m).Decides(TriggerKind.Joining, "2026-01-01", null));

    [Fact]
    public void A_renewal_on_expiry_starts_the_day_after_and_leaves_the_first_day_of_the_tier() =>
        Assert.Equal(
            "2026-06-30 expiry: retained silver from 2025-07-01 until 2027-06-30",
            new Ladder().Joins("2025-01-01").Level("2025-01-01", 15)
                .Decides(TriggerKind.Expiry, "2026-06-30", Held("silver", "2025-07-01", "2026-06-30")));

    [Fact]
    public void A_review_before_expiry_extends_where_each_review_does() =>
        Assert.Equal(
            "2026-03-01 review: retained silver from 2025-07-01 until 2027-02-28",
            new Ladder("""{ "rolling": "P12M", "extend": "each-review" }""").Joins("2025-01-01").Level("2025-01-01", 15)
                .Decides(TriggerKind.Review, "2026-03-01", Held("silver", "2025-07-01", "2026-06-30")));

    [Theory]
    [InlineData(14.99, TriggerKind.Review)]
    [InlineData(15, TriggerKind.AtOnce)]
    public void A_failing_review_and_a_passing_fact_extend_nothing(decimal level, TriggerKind trigger) =>
        Assert.EndsWith(
            ": retained silver from 2025-07-01 until 2026-06-30",
            new Ladder("""{ "rolling": "P12M", "extend": "each-review" }""").Joins("2025-01-01").Level("2025-01-01", level)
                .Decides(trigger, "2026-03-01", Held("silver", "2025-07-01", "2026-06-30")));

    [Fact]
    public void Without_extension_a_review_before_expiry_leaves_the_validity() =>
        Assert.Equal(
            "2026-03-01 review: retained silver from 2025-07-01 until 2026-06-30",
            new Ladder().Joins("2025-01-01").Level("2025-01-01", 15)
                .Decides(TriggerKind.Review, "2026-03-01", Held("silver", "2025-07-01", "2026-06-30")));

    [Fact]
    public void A_validity_that_would_end_beyond_the_calendar_ends_with_it() =>
        Assert.EndsWith(
            "until 9999-12-30",
            new Ladder("""{ "rolling": "P100Y" }""").Joins("9950-01-01").Level("9950-01-01", 20).Decides(TriggerKind.Joining, "9950-01-01", null));
}
