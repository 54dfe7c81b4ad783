using System.Text;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Values;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Lifecycles;

/// <summary>The day of the next change by silence against a look at every day.</summary>
public class SilentDaysTests
{
    private const int DaysLookedAt = 900;

    private static readonly string[] Windows =
    [
        "\"lifetime\"", "\"anniversary\"", """{ "rolling": "P30D" }""", """{ "rolling": "P1M" }""", """{ "rolling": "P3M10D" }""",
        """{ "rolling": "P12M" }""",
        """{ "calendar": "month" }""", """{ "calendar": "quarter" }""", """{ "calendar": "year" }""", """{ "calendar": "month", "offset": -1 }""",
        """{ "calendar": "year", "offset": -1 }""", """{ "calendar": "year", "begins": "04-01" }""",
        """{ "calendar": "year", "begins": "02-29", "offset": -1 }""",
        """{ "cycle": "P1Y", "attribute": "signed" }""", """{ "cycle": "P5W", "attribute": "signed" }""",
        """{ "cycle": "P1M", "attribute": "signed" }""",
        """{ "cycle": "P1Y", "attribute": "absent" }""",
    ];

    public static TheoryData<string> Measures => new(
        """ "measure": "indicators.balance", "aggregate": "daily-mean" """,
        """ "measure": "indicators.balance", "aggregate": "daily-min" """,
        """ "measure": "indicators.balance", "aggregate": "daily-max", "before": 0 """,
        """ "measure": "indicators.balance", "aggregate": "daily-mean", "before": 0 """,
        """ "measure": "indicators.balance", "aggregate": "daily-mean", "atLeastSamples": 30 """,
        """ "measure": "indicators.balance", "aggregate": "daily-mean", "before": 60, "atLeastSamples": 29, "missing": 95 """,
        """ "measure": "indicators.balance", "aggregate": "daily-mean", "atLeastSamples": 100, "missing": 40 """,
        """ "measure": "purchases", "aggregate": "count" """,
        """ "measure": "purchases", "aggregate": "days-since-last", "missing": 5 """,
        """ "measure": "indicators.balance", "aggregate": "mean" """);

    [Theory]
    [MemberData(nameof(Measures))]
    public void Silence_changes_a_stage_on_the_day_that_a_look_at_every_day_finds(string measure)
    {
        var random = new Random(measure.Length);
        foreach (var window in Windows)
            for (var run = 0; run < 4; run++)
                Agrees(Lifecycle($$"""{ {{measure}}, "window": {{window}} }""", random), Known(random), window);
    }

    private static void Agrees(CompiledLifecycle lifecycle, KnownFacts facts, string window)
    {
        var day = facts.Own.Facts.Max(fact => DateOnly.FromDateTime(fact.At.ToDateTimeOffset().UtcDateTime));
        var stage = LifecycleJudge.Judge(lifecycle, facts, day, null, null).Judgement!.Stage!;
        var last = day.AddDays(DaysLookedAt);
        while (true)
        {
            var expected = day.AddDays(1);
            while (expected <= last && LifecycleJudge.Judge(lifecycle, facts, expected, stage, null).Judgement!.Stage == stage)
                expected = expected.AddDays(1);
            var found = LifecycleJudge.FirstChange(lifecycle, facts, day, stage, null, last);
            Assert.True((expected > last ? null : expected) == found, $"{window}: {found} for {expected} after {day} in {stage}");
            if (found is not { } next) return;
            (day, stage) = (next, LifecycleJudge.Judge(lifecycle, facts, next, stage, null).Judgement!.Stage!);
        }
    }

    private static CompiledLifecycle Lifecycle(string metric, Random random)
    {
        var (low, high) = (random.Next(1, 50), random.Next(50, 100));
        var reading = LifecycleReader.Read(Encoding.UTF8.GetBytes($$"""
            { "schema": "lifecycle/1", "timeZone": "UTC", "currency": "CNY", "metrics": { "m": {{metric}} },
              "stages": [ { "code": "middle", "when": { "metric": "m", "atLeast": {{low}}, "below": {{high}} } }, { "code": "exact", "when": { "metric": "m", "in": [100, 1] } },
                          { "code": "high", "when": { "metric": "m", "atLeast": {{high}} } }, { "code": "low", "when": { "metric": "m", "below": {{low}} } },
                          { "code": "unknown", "when": { "all": [] } } ] }
            """), CanonicalJson.Write);
        Assert.Equal([], reading.Errors);
        return new(reading.Document!, ZoneRules.Utc);
    }

    private static KnownFacts Known(Random random)
    {
        DateOnly Some() => new DateOnly(2025, 1, 1).AddDays(random.Next(0, 400));
        var facts = new List<Fact> { Customer($"{Some():yyyy-MM-dd}", attributes: ("signed", $"{Some():yyyy-MM-dd}")) };
        for (var i = random.Next(0, 5); i > 0; i--)
            facts.Add(Indicated($"i{i}", $"{Some():yyyy-MM-dd}", "balance", random.Next(4) == 0 ? 100 : random.Next(0, 120)));
        for (var i = random.Next(0, 3); i > 0; i--) facts.Add(Bought($"p{i}", $"{Some():yyyy-MM-dd}", 10));
        return KnownFacts.OfOwn(CustomerFacts.Fold("anna", facts));
    }
}
