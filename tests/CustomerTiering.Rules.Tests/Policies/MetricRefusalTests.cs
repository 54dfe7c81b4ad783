using CustomerTiering.Rules.Policies;
using static CustomerTiering.Rules.Tests.Policies.Retail;

namespace CustomerTiering.Rules.Tests.Policies;

public sealed class MetricRefusalTests
{
    // The table of measures once more, as its readers know it: measure, aggregates over a window, states.
    public static TheoryData<string, string, string> Table => new()
    {
        { "purchases", "count days-since-first days-since-last active-months distinct", "" },
        { "purchases.gross", "sum mean min max last count days-since-first days-since-last active-months", "" },
        { "purchases.net", "sum mean min max last", "" },
        { "purchases.margin", "sum mean", "" },
        { "purchases.units", "sum mean", "" },
        { "returns", "sum count days-since-last days-since-first active-months", "" },
        { "interactions", "count days-since-first days-since-last active-months distinct", "" },
        { "surveys.csat", "mean min max last count days-since-first days-since-last active-months", "" },
        { "surveys.nps", "mean min max last count days-since-first days-since-last active-months", "" },
        { "surveys.ces", "mean min max last count days-since-first days-since-last active-months", "" },
        { "surveys.asked", "count days-since-first days-since-last", "" },
        { "complaints", "count days-since-first days-since-last active-months", "" },
        { "complaints.hours-to-resolve", "mean min max last", "" },
        { "complaints.open", "", "last" },
        { "referrals", "count days-since-first days-since-last active-months", "" },
        { "referrals.revenue", "sum", "" },
        { "indicators.assets", "mean min max count days-since-first days-since-last daily-mean daily-min daily-max", "last" },
        { "relationship.days", "", "last" },
    };

    [Theory]
    [MemberData(nameof(Table))]
    public void A_measure_takes_the_aggregates_of_the_table_and_no_other(string measure, string windowed, string states)
    {
        Assert.Equal(13, Words.Aggregates.Words.Count());
        foreach (var aggregate in Words.Aggregates.Words)
        {
            var isState = states.Split(' ').Contains(aggregate);
            var isTaken = isState || windowed.Split(' ').Contains(aggregate);
            var metric = $$"""{ "measure": "{{measure}}", "aggregate": "{{aggregate}}" """;
            HasErrors(Read(PlainWith("metrics/x", metric + "}")).Errors, isTaken ? [] : [("$.metrics.x.aggregate", "unknown-pair")]);
            if (isTaken)
                HasErrors(
                    Read(PlainWith("metrics/x", metric + """, "window": { "rolling": "P1Y" }, "atLeastSamples": 1 }""")).Errors,
                    isState ? [("$.metrics.x.window", "window-not-allowed"), ("$.metrics.x.atLeastSamples", "samples-not-allowed")] : []);
        }
    }

    [Theory]
    [InlineData("purchases", "count", "category product channel")]
    [InlineData("purchases.gross", "sum", "category product channel")]
    [InlineData("purchases.net", "sum", "category product channel")]
    [InlineData("purchases.margin", "sum", "category product channel")]
    [InlineData("purchases.units", "sum", "category product channel")]
    [InlineData("returns", "sum", "category product channel")]
    [InlineData("interactions", "count", "channel direction purpose")]
    [InlineData("surveys.csat", "mean", "channel")]
    [InlineData("surveys.asked", "count", "channel survey")]
    [InlineData("complaints", "count", "channel category priority")]
    [InlineData("complaints.hours-to-resolve", "mean", "channel category priority")]
    [InlineData("complaints.open", "last", "channel category priority")]
    [InlineData("referrals", "count", "channel")]
    [InlineData("referrals.revenue", "sum", "channel")]
    [InlineData("indicators.assets", "mean", "")]
    [InlineData("relationship.days", "last", "")]
    public void A_measure_is_narrowed_by_its_own_fields(string measure, string aggregate, string fields)
    {
        foreach (var field in new[] { "category", "product", "channel", "direction", "purpose", "priority", "survey", "amount" })
        {
            var value = field switch { "direction" => "in", "survey" => "nps", _ => "x" };
            var metric = $$"""{ "measure": "{{measure}}", "aggregate": "{{aggregate}}", "where": { "{{field}}": "{{value}}" } }""";
            HasErrors(Read(PlainWith("metrics/x", metric)).Errors,
                fields.Split(' ').Contains(field) ? [] : [($"$.metrics.x.where.{field}", "unknown-field")]);
        }
    }

    [Theory]
    [InlineData("purchases", "count", true)]
    [InlineData("purchases.gross", "sum", true)]
    [InlineData("purchases.net", "sum", true)]
    [InlineData("purchases.margin", "sum", true)]
    [InlineData("purchases.units", "sum", true)]
    [InlineData("returns", "sum", false)]
    [InlineData("referrals.revenue", "sum", false)]
    [InlineData("interactions", "count", false)]
    [InlineData("indicators.assets", "mean", false)]
    public void Only_measures_of_purchases_ask_what_is_left_of_an_order(string measure, string aggregate, bool isTaken) => HasErrors(
        Read(PlainWith(
            "metrics/x", $$"""{ "measure": "{{measure}}", "aggregate": "{{aggregate}}", "where": { "net": { "atLeast": 50 } } }""")).Errors,
        isTaken ? [] : [("$.metrics.x.where.net", "unknown-field")]);

    [Theory]
    [InlineData("50", "", "wrong-type")]
    [InlineData("{ }", ".atLeast", "missing-member")]
    [InlineData("""{ "atLeast": "much" }""", ".atLeast", "not-a-number")]
    [InlineData("""{ "atLeast": 0.0000001 }""", ".atLeast", "too-many-decimals")]
    [InlineData("""{ "atLeast": 1000000000000001 }""", ".atLeast", "out-of-bounds")]
    [InlineData("""{ "atLeast": 1, "below": 5 }""", ".below", "unknown-member")]
    public void What_is_left_of_an_order_is_bounded_by_atLeast_alone(string net, string path, string code) => HasErrors(
        Read(PlainWith("metrics/x", $$"""{ "measure": "purchases", "aggregate": "count", "where": { "net": {{net}} } }""")).Errors,
        [("$.metrics.x.where.net" + path, code)]);

    [Fact]
    public void The_bound_of_what_is_left_stands_beside_the_fields()
    {
        var read = Measured("""{ "measure": "purchases.net", "aggregate": "min", "where": { "net": { "atLeast": "49.90" }, "channel": "web" } }""");

        Assert.Equal((49.9m, FactField.Channel), (read.NetAtLeast, Assert.Single(read.Where).Field));
        Assert.Null(Measured("""{ "measure": "purchases.net", "aggregate": "min" }""").NetAtLeast);
    }

    [Theory]
    [InlineData("""{ "measure": "purchases", "aggregate": "distinct" }""", FactField.Category)]
    [InlineData("""{ "measure": "purchases", "aggregate": "distinct", "of": "product" }""", FactField.Product)]
    [InlineData("""{ "measure": "purchases", "aggregate": "distinct", "of": "channel" }""", FactField.Channel)]
    [InlineData("""{ "measure": "interactions", "aggregate": "distinct" }""", FactField.Channel)]
    [InlineData("""{ "measure": "interactions", "aggregate": "distinct", "of": "purpose" }""", FactField.Purpose)]
    public void Distinct_counts_what_it_is_told_or_the_default(string metric, FactField of) => Assert.Equal(of, Measured(metric).Of);

    [Theory]
    [InlineData("""{ "measure": "returns", "aggregate": "sum", "where": { "category": "books" } }""", "books")]
    [InlineData("""{ "measure": "returns", "aggregate": "sum", "where": { "category": ["books", "toys"] } }""", "books,toys")]
    public void Where_is_equality_or_membership(string metric, string values) =>
        Assert.Equal(values, string.Join(",", Assert.Single(Measured(metric).Where).Values));

    [Theory]
    [InlineData("""{ "measure": "purchase", "aggregate": "count" }""", ".measure", "unknown-measure")]
    [InlineData("""{ "measure": "indicators.", "aggregate": "mean" }""", ".measure", "unknown-measure")]
    [InlineData("""{ "measure": "value.clv", "aggregate": "last" }""", ".measure", "not-available")]
    [InlineData("""{ "measure": "value.churn", "aggregate": "median" }""", ".measure+.aggregate", "not-available+unknown-aggregate")]
    [InlineData("""{ "measure": 5, "aggregate": "count" }""", ".measure", "wrong-type")]
    [InlineData("""{ "measure": "purchases" }""", ".aggregate", "missing-member")]
    [InlineData("""{ "aggregate": "count" }""", ".measure", "missing-member")]
    [InlineData("""{ }""", ".measure+.aggregate", "missing-member+missing-member")]
    [InlineData("""[]""", "", "wrong-type")]
    [InlineData("""{ "measure": "purchases", "aggregate": "Count" }""", ".aggregate", "unknown-aggregate")]
    [InlineData("""{ "measure": "purchases", "aggregate": "count", "of": "product" }""", ".of", "of-not-allowed")]
    [InlineData("""{ "measure": "purchases", "aggregate": "distinct", "of": "purpose" }""", ".of", "unknown-field")]
    [InlineData("""{ "measure": "purchases", "aggregate": "distinct", "of": "colour" }""", ".of", "unknown-field")]
    [InlineData("""{ "measure": "purchases", "aggregate": "count", "unit": "x" }""", ".unit", "unknown-member")]
    [InlineData("""{ "measure": "purchases", "aggregate": "count", "rates": "ecb" }""", ".rates", "unknown-member")]
    [InlineData("""{ "measure": "purchases", "aggregate": "count", "where": "x" }""", ".where", "wrong-type")]
    [InlineData("""{ "measure": "purchases", "aggregate": "count", "where": { "channel": 5 } }""", ".where.channel", "wrong-type")]
    [InlineData("""{ "measure": "purchases", "aggregate": "count", "where": { "channel": ["web", 5] } }""", ".where.channel[1]", "wrong-type")]
    [InlineData("""{ "measure": "interactions", "aggregate": "count", "where": { "direction": "up" } }""", ".where.direction", "unknown-word")]
    [InlineData("""{ "measure": "surveys.asked", "aggregate": "count", "where": { "survey": ["nps", "sus"] } }""", ".where.survey[1]",
        "unknown-word")]
    [InlineData("""{ "measure": "purchases", "aggregate": "count", "atLeastSamples": -1 }""", ".atLeastSamples", "out-of-bounds")]
    [InlineData("""{ "measure": "purchases", "aggregate": "count", "atLeastSamples": 1000001 }""", ".atLeastSamples", "out-of-bounds")]
    [InlineData("""{ "measure": "purchases", "aggregate": "count", "atLeastSamples": 1.5 }""", ".atLeastSamples", "not-an-integer")]
    [InlineData("""{ "measure": "indicators.assets", "aggregate": "mean", "before": 0 }""", ".before", "before-not-allowed")]
    [InlineData("""{ "measure": "indicators.assets", "aggregate": "last", "before": 0 }""", ".before", "before-not-allowed")]
    [InlineData("""{ "measure": "indicators.assets", "aggregate": "daily-mean", "before": "none" }""", ".before", "not-a-number")]
    [InlineData("""{ "measure": "indicators.assets", "aggregate": "daily-mean", "before": 0.0000001 }""", ".before", "too-many-decimals")]
    [InlineData("""{ "ratio": ["m", "n"], "before": 0 }""", ".before", "conflicting-members")]
    [InlineData("""{ "measure": "purchases", "aggregate": "count", "missing": "none" }""", ".missing", "not-a-number")]
    [InlineData("""{ "measure": "purchases", "aggregate": "count", "missing": true }""", ".missing", "not-a-number")]
    [InlineData("""{ "measure": "purchases", "aggregate": "count", "missing": 1000000000000000.1 }""", ".missing", "out-of-bounds")]
    [InlineData("""{ "measure": "purchases", "aggregate": "count", "missing": 0.1234567 }""", ".missing", "too-many-decimals")]
    [InlineData("""{ "ratio": ["m", "n"], "measure": "purchases" }""", ".measure", "conflicting-members")]
    [InlineData("""{ "ratio": ["m", "n"], "window": "lifetime" }""", ".window", "conflicting-members")]
    [InlineData("""{ "ratio": ["m", "n"], "of": "m", "to": "n" }""", ".to+.of", "unknown-member+conflicting-members")]
    [InlineData("""{ "ratio": ["m", "k"] }""", ".ratio[1]", "unknown-metric")]
    [InlineData("""{ "ratio": ["x", "n"] }""", ".ratio[0]", "ratio-of-ratios")]
    [InlineData("""{ "ratio": ["m"] }""", ".ratio", "wrong-type")]
    [InlineData("""{ "ratio": ["m", "n", "m"] }""", ".ratio", "wrong-type")]
    [InlineData("""{ "ratio": "m/n" }""", ".ratio", "wrong-type")]
    public void What_is_no_metric_is_refused_where_it_stands(string metric, string paths, string codes) => HasErrors(
        Read(PlainWith("metrics/x", metric)).Errors, [.. paths.Split('+').Zip(codes.Split('+'), (path, code) => ("$.metrics.x" + path, code))]);

    [Theory]
    [InlineData("\"ever\"", "", "unknown-word")]
    [InlineData("5", "", "wrong-type")]
    [InlineData("{ }", ".rolling", "missing-member")]
    [InlineData("""{ "rolling": "12M" }""", ".rolling", "invalid-period")]
    [InlineData("""{ "rolling": "P0D" }""", ".rolling", "invalid-period")]
    [InlineData("""{ "rolling": "-P1D" }""", ".rolling", "invalid-period")]
    [InlineData("""{ "rolling": "P1DT1H" }""", ".rolling", "invalid-period")]
    [InlineData("""{ "rolling": "P1.5M" }""", ".rolling", "invalid-period")]
    [InlineData("""{ "rolling": "P1D1M" }""", ".rolling", "invalid-period")]
    [InlineData("""{ "rolling": "P1201M" }""", ".rolling", "invalid-period")]
    [InlineData("""{ "rolling": "P101Y" }""", ".rolling", "invalid-period")]
    [InlineData("""{ "rolling": "P36526D" }""", ".rolling", "invalid-period")]
    [InlineData("""{ "rolling": 12 }""", ".rolling", "wrong-type")]
    [InlineData("""{ "rolling": "P1M", "offset": 1 }""", ".offset", "unknown-member")]
    [InlineData("""{ "calendar": "week" }""", ".calendar", "unknown-word")]
    [InlineData("""{ "calendar": "month", "offset": 1 }""", ".offset", "out-of-bounds")]
    [InlineData("""{ "calendar": "month", "offset": -1201 }""", ".offset", "out-of-bounds")]
    [InlineData("""{ "calendar": "month", "offset": -0.5 }""", ".offset", "not-an-integer")]
    [InlineData("""{ "calendar": "month", "rolling": "P1M" }""", ".rolling", "unknown-member")]
    [InlineData("""{ "calendar": "month", "begins": "04-01" }""", ".begins", "conflicting-members")]
    [InlineData("""{ "calendar": "quarter", "begins": "04-01" }""", ".begins", "conflicting-members")]
    [InlineData("""{ "calendar": "year", "begins": "02-30" }""", ".begins", "invalid-date")]
    [InlineData("""{ "calendar": "year", "begins": 4 }""", ".begins", "wrong-type")]
    [InlineData("""{ "cycle": "P1Y" }""", ".attribute", "missing-member")]
    [InlineData("""{ "cycle": "P0D", "attribute": "signed" }""", ".cycle", "invalid-period")]
    [InlineData("""{ "cycle": "P1Y", "attribute": " " }""", ".attribute", "invalid-name")]
    [InlineData("""{ "cycle": "P1Y", "attribute": "signed", "offset": -1 }""", ".offset", "unknown-member")]
    public void What_is_no_window_is_refused_where_it_stands(string window, string path, string code) =>
        Refuses("metrics/m/window", window, "$.metrics.m.window" + path, code);

    public static TheoryData<string, Window> Windows => new()
    {
        { "\"lifetime\"", new Window.Lifetime() },
        { "\"anniversary\"", new Window.Anniversary() },
        { "\"since-tier-start\"", new Window.SinceTierStart() },
        { "\"tier-anniversary\"", new Window.TierAnniversary() },
        { """{ "cycle": "P6M", "attribute": "signed" }""", new Window.Cycle(new(6, 0), "signed") },
        { """{ "calendar": "year", "begins": "04-01" }""", new Window.Calendar(CalendarUnit.Year, 0, new(4, 1)) },
        { """{ "calendar": "year", "begins": "02-29", "offset": -2 }""", new Window.Calendar(CalendarUnit.Year, -2, new(2, 29)) },
        { """{ "rolling": "P1Y6M" }""", new Window.Rolling(new(18, 0)) },
        { """{ "rolling": "P100Y" }""", new Window.Rolling(new(1200, 0)) },
        { """{ "rolling": "P36500D" }""", new Window.Rolling(new(0, 36500)) },
        { """{ "calendar": "quarter" }""", new Window.Calendar(CalendarUnit.Quarter, 0) },
        { """{ "calendar": "month", "offset": 0 }""", new Window.Calendar(CalendarUnit.Month, 0) },
        { """{ "calendar": "year", "offset": "-1" }""", new Window.Calendar(CalendarUnit.Year, -1) },
        { """{ "calendar": "month", "offset": -1200 }""", new Window.Calendar(CalendarUnit.Month, -1200) },
    };

    [Theory]
    [MemberData(nameof(Windows))]
    public void A_window_is_read(string json, Window window) =>
        Assert.Equal(window, Measured($$"""{ "measure": "purchases", "aggregate": "count", "window": {{json}} }""").Window);

    [Theory]
    [InlineData("signed", null)]
    [InlineData("colour", "unknown-attribute")]
    [InlineData("phone", "personal-attribute")]
    [InlineData("size", "attribute-type")]
    [InlineData("open", "attribute-type")]
    public void A_cycle_counts_from_a_declared_text_that_is_not_personal(string attribute, string? code)
    {
        var catalogue = new Catalogue(Attributes: new Dictionary<string, AttributeDeclaration>
        {
            ["signed"] = new(AttributeType.Text, false),
            ["phone"] = new(AttributeType.Text, true),
            ["size"] = new(AttributeType.Number, false),
            ["open"] = new(AttributeType.Boolean, false),
        });
        var policy = PlainWith("metrics/m/window", $$"""{ "cycle": "P1Y", "attribute": "{{attribute}}" }""");

        HasErrors(Read(policy, catalogue).Errors, code is null ? [] : [("$.metrics.m.window.attribute", code)]);
    }

    [Fact]
    public void Without_a_window_a_metric_counts_everything() =>
        Assert.Equal(new Window.Lifetime(), Measured("""{ "measure": "purchases", "aggregate": "count" }""").Window);

    [Theory]
    [InlineData("")]
    [InlineData(" m")]
    [InlineData("m ")]
    [InlineData("a\tb")]
    public void A_metric_has_a_name(string name) => Assert.Equal(
        "invalid-name", Assert.Single(Read(PlainWith("metrics/" + name, """{ "measure": "purchases", "aggregate": "count" }""")).Errors).Code);

    [Fact]
    public void A_name_has_at_most_a_hundred_characters()
    {
        const string Metric = """{ "measure": "purchases", "aggregate": "count" }""";
        Assert.Equal([], Read(PlainWith("metrics/" + new string('x', 100), Metric)).Errors);
        Assert.Equal("invalid-name", Assert.Single(Read(PlainWith("metrics/" + new string('x', 101), Metric)).Errors).Code);
    }

    private static Metric.Measured Measured(string metric) =>
        Assert.IsType<Metric.Measured>(Faultless(PlainWith("metrics/x", metric)).Metrics.Single(m => m.Name == "x"));
}
