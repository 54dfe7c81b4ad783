using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;
using static CustomerTiering.Rules.Tests.Policies.Retail;

namespace CustomerTiering.Rules.Tests.Policies;

public sealed class MovementRefusalTests
{
    [Theory]
    [InlineData("schema", "\"tier-policy/2\"", "$.schema", "unknown-schema")]
    [InlineData("schema", null, "$.schema", "missing-member")]
    [InlineData("ladder", null, "$.ladder", "missing-member")]
    [InlineData("ladder", "5", "$.ladder", "wrong-type")]
    [InlineData("timeZone", null, "$.timeZone", "missing-member")]
    [InlineData("timeZone", "\"Asia/Peking\"", "$.timeZone", "unknown-time-zone")]
    [InlineData("timeZone", "\"+08:00\"", "$.timeZone", "unknown-time-zone")]
    [InlineData("currency", null, "$.currency", "missing-member")]
    [InlineData("currency", "\"RMB\"", "$.currency", "unknown-currency")]
    [InlineData("currency", "\"eur\"", "$.currency", "unknown-currency")]
    [InlineData("currency", "\"XXX\"", "$.currency", "unknown-currency")]
    [InlineData("colour", "\"red\"", "$.colour", "unknown-member")]
    [InlineData("judge", "\"household\"", "$.judge", "unknown-word")]
    [InlineData("scores", "[]", "$.scores", "wrong-type")]
    [InlineData("validity", "\"forever\"", "$.validity", "unknown-word")]
    [InlineData("validity", "{ }", "$.validity.rolling", "missing-member")]
    [InlineData("validity", """{ "rolling": "P1D" }""", "$.validity.rolling", "invalid-period")]
    [InlineData("validity", """{ "rolling": "P1Y", "extend": "daily" }""", "$.validity.extend", "unknown-word")]
    [InlineData("validity", """{ "rolling": "P1Y", "until": "x" }""", "$.validity.until", "unknown-member")]
    [InlineData("validity", """{ "calendar": "decade" }""", "$.validity.calendar", "unknown-word")]
    [InlineData("validity", """{ "calendar": "year", "offset": -1 }""", "$.validity.offset", "out-of-bounds")]
    [InlineData("validity", """{ "calendar": "year", "offset": 1201 }""", "$.validity.offset", "out-of-bounds")]
    [InlineData("validity", """{ "dates": [] }""", "$.validity.dates", "out-of-bounds")]
    [InlineData("validity", """{ "dates": ["03-31", "02-30"] }""", "$.validity.dates[1]", "invalid-date")]
    [InlineData("validity", """{ "dates": ["3-31"] }""", "$.validity.dates[0]", "invalid-date")]
    [InlineData("validity", """{ "dates": ["03-31", "03-31"] }""", "$.validity.dates[1]", "duplicate-value")]
    [InlineData("movement", "\"free\"", "$.movement", "wrong-type")]
    [InlineData("movement/upgrade", "\"later\"", "$.movement.upgrade", "unknown-word")]
    [InlineData("movement/downgrade", "\"two\"", "$.movement.downgrade", "unknown-word")]
    [InlineData("movement/grace", "\"P0D\"", "$.movement.grace", "invalid-period")]
    [InlineData("movement/warn", "\"P30D\"", "$.movement.warn", "wrong-type")]
    [InlineData("movement/warn", "[\"P30D\", \"soon\"]", "$.movement.warn[1]", "invalid-period")]
    [InlineData("movement/warn", "[\"P2W\", \"P14D\"]", "$.movement.warn[1]", "duplicate-value")]
    [InlineData("movement/review", "\"monthly\"", "$.movement.review", "unknown-word")]
    [InlineData("movement/review", "{ }", "$.movement.review.every", "missing-member")]
    [InlineData("movement/review", """{ "every": "month" }""", "$.movement.review.every", "invalid-period")]
    [InlineData("movement/review", """{ "calendar": "week" }""", "$.movement.review.calendar", "unknown-word")]
    [InlineData("movement/review", """{ "calendar": "month", "every": "P1M" }""", "$.movement.review.every", "unknown-member")]
    [InlineData("movement/onReturn", "\"forgive\"", "$.movement.onReturn", "unknown-word")]
    [InlineData("movement/onReturn", "true", "$.movement.onReturn", "wrong-type")]
    [InlineData("movement/onReturn", "{ }", "$.movement.onReturn.recheck", "missing-member")]
    [InlineData("movement/onReturn", """{ "recheck": true }""", "$.movement.onReturn.recheck", "wrong-type")]
    [InlineData("movement/onReturn", """{ "recheck": { "until": "P1D" } }""", "$.movement.onReturn.recheck.until", "unknown-member")]
    [InlineData("movement/onReturn", """{ "recheck": { "within": "P0D" } }""", "$.movement.onReturn.recheck.within", "invalid-period")]
    [InlineData("movement/onReturn", """{ "recheck": { "after": "soon" } }""", "$.movement.onReturn.recheck.after", "invalid-period")]
    [InlineData("movement/landing", "\"soft\"", "$.movement.landing", "unknown-word")]
    [InlineData("movement/landing", """{ "rolling": "P1D" }""", "$.movement.landing.rolling", "invalid-period")]
    [InlineData("movement/speed", "1", "$.movement.speed", "unknown-member")]
    [InlineData("transition", "\"never\"", "$.transition", "unknown-word")]
    [InlineData("transition", """{ "capped": 0 }""", "$.transition.capped", "out-of-bounds")]
    [InlineData("transition", """{ "capped": 101 }""", "$.transition.capped", "out-of-bounds")]
    [InlineData("overrides", """{ "reasons": ["x"] }""", "$.overrides.longest", "missing-member")]
    [InlineData("overrides", """{ "longest": "P6M" }""", "$.overrides.reasons", "missing-member")]
    [InlineData("overrides", """{ "longest": "P6M", "reasons": ["x"], "approvals": 0 }""", "$.overrides.approvals", "out-of-bounds")]
    [InlineData("overrides", """{ "longest": "P6M", "reasons": ["x"], "approvals": 21 }""", "$.overrides.approvals", "out-of-bounds")]
    [InlineData("overrides", """{ "longest": "P6M", "reasons": ["x", "x"] }""", "$.overrides.reasons[1]", "duplicate-value")]
    public void What_is_no_policy_is_refused_where_it_stands(string path, string? json, string errorPath, string code) =>
        Refuses(path, json, errorPath, code);

    public static TheoryData<string, Recheck?> OnReturn => new()
    {
        { "\"ignore\"", null },
        { "\"recheck\"", new(null, null) },
        { """{ "recheck": { } }""", new(null, null) },
        { """{ "recheck": { "within": "P60D" } }""", new(new(0, 60), null) },
        { """{ "recheck": { "after": "P2W" } }""", new(null, new(0, 14)) },
        { """{ "recheck": { "within": "P2M", "after": "P14D" } }""", new(new(2, 0), new(0, 14)) },
    };

    [Theory]
    [MemberData(nameof(OnReturn))]
    public void A_return_is_ignored_or_rechecked_on_terms(string json, Recheck? recheck)
    {
        var movement = Faultless(PlainWith("movement/onReturn", json)).Movement;

        Assert.Equal((recheck, recheck is not null), (movement.OnReturn, movement.RechecksReturns));
    }

    public static TheoryData<string, Validity> Validities => new()
    {
        { "\"none\"", new Validity.None() },
        { "\"anniversary\"", new Validity.Anniversary() },
        { """{ "rolling": "P2D" }""", new Validity.Rolling(new(0, 2), false) },
        { """{ "rolling": "P12M", "extend": "each-review" }""", new Validity.Rolling(new(12, 0), true) },
        { """{ "calendar": "quarter" }""", new Validity.Calendar(CalendarUnit.Quarter, 0) },
        { """{ "calendar": "year", "offset": 1 }""", new Validity.Calendar(CalendarUnit.Year, 1) },
        { """{ "dates": ["09-30", "02-29"] }""", new Validity.Dates([new(2, 29), new(9, 30)]) },
    };

    [Theory]
    [MemberData(nameof(Validities))]
    public void A_validity_is_read_for_the_policy_a_tier_and_a_landing(string json, Validity validity)
    {
        Assert.Equal(validity, Faultless(PlainWith("validity", json)).Validity);
        Assert.Equal(validity, Faultless(PlainWith("tiers/1/validity", json)).Tiers[1].Validity);
        Assert.Equal(validity, Faultless(PlainWith("movement/landing", json)).Movement.Landing);
    }

    [Theory]
    [InlineData(20, false)]
    [InlineData(21, true)]
    public void A_tier_ends_on_at_most_twenty_dates(int count, bool refused)
    {
        var dates = string.Join(",", Enumerable.Range(1, count).Select(i => $"\"01-{i:00}\""));
        HasErrors(Read(PlainWith("validity", $$"""{ "dates": [{{dates}}] }""")).Errors, refused ? [("$.validity.dates", "out-of-bounds")] : []);
    }

    [Fact]
    public void What_is_not_said_has_its_default()
    {
        var policy = Faultless(Plain);

        Assert.Equal(new Movement(true, Downgrade.Full, null, [], null, null), policy.Movement);
        Assert.Equal((new Validity.None(), new Transition.UntilExpiry(), null), (policy.Validity, policy.Transition, policy.Overrides));
        Assert.Empty(policy.Scores);
        Assert.Equal((null, null, null, null, false),
            (policy.Tiers[1].ServicePlan, policy.Tiers[1].Retain, policy.Tiers[1].Validity, policy.Tiers[1].Grace, policy.Tiers[1].Lock));
    }

    [Fact]
    public void What_is_said_is_kept()
    {
        var policy = Faultless(With(PlainWith("movement", """
            { "upgrade": "at-review", "downgrade": "never", "grace": "P2W", "warn": ["P10D", "P1M", "P20D"], "review": { "calendar": "month" }, "onReturn": "recheck" }
            """), "transition", """{ "capped": 1 }"""));

        Assert.Equal(
            new Movement(false, Downgrade.Never, new Period(0, 14), [new(1, 0), new(0, 20), new(0, 10)],
                new ReviewSchedule.Calendar(CalendarUnit.Month), new(null, null)), policy.Movement);
        Assert.Equal(new Transition.Capped(1), policy.Transition);
        Assert.Equal(new ReviewSchedule.Anniversary(), Faultless(PlainWith("movement/review", "\"anniversary\"")).Movement.Review);
        Assert.Equal(new ReviewSchedule.Every(new(3, 0)), Faultless(PlainWith("movement/review", """{ "every": "P3M" }""")).Movement.Review);
        Assert.Equal(new Transition.AtOnce(), Faultless(PlainWith("transition", "\"at-once\"")).Transition);
        Assert.Equal(1, Faultless(PlainWith("overrides", """{ "longest": "P6M", "reasons": [] }""")).Overrides!.Approvals);
    }

    [Fact]
    public void All_errors_come_at_once()
    {
        var json = Membership.Replace("\"CNY\"", "\"RMB\"")
            .Replace("\"aggregate\": \"mean\"", "\"aggregate\": \"sum\"").Replace("[2000, 40]", "[0, 40]")
            .Replace("\"weight\": 30", "\"weight\": -30").Replace("\"score\": \"total\", \"atLeast\": 60", "\"score\": \"total\", \"atLeast\": 80")
            .Replace("\"metric\": \"recency\", \"atMost\": 90", "\"metric\": \"recentness\", \"atMost\": 90").Replace("\"count\": 2", "\"count\": 4")
            .Replace("\"P90D\"", "\"90 days\"");

        HasErrors(Read(json).Errors,
            ("$.currency", "unknown-currency"), ("$.metrics.csat_6m.aggregate", "unknown-pair"), ("$.scores.financial.curve[1]", "curve-order"),
            ("$.scores.behaviour.weight", "out-of-bounds"), ("$.tiers[2].qualify.all[1].count", "count-too-large"),
            ("$.tiers[2].qualify.all[1].of[0].metric", "unknown-metric"), ("$.tiers[2].retain.atLeast", "retain-stricter"),
            ("$.movement.grace", "invalid-period"));
    }

    [Fact]
    public void An_error_names_the_value_and_the_rule() =>
        Assert.Equal("'RMB' is not an ISO 4217 currency code", Assert.Single(Read(PlainWith("currency", "\"RMB\"")).Errors).Message);
}
