using System.Collections.Immutable;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Paths;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Tests.Paths;

/// <summary>A policy of two tiers with a rule of any shape, and a customer with any values: from a seed, the same every time.</summary>
internal sealed class RandomLadder
{
    private static readonly DateOnly AsOf = new(2026, 3, 31);
    private readonly Random _random;
    private int _index;

    private RandomLadder(int seed) => _random = new(seed);

    public required CompiledPolicy Policy { get; init; }

    public required ImmutableArray<decimal?> Metrics { get; init; }

    public required CustomerProfile Profile { get; init; }

    /// <summary>Of all kinds of metrics, scores, attributes and segments.</summary>
    public static RandomLadder Of(int seed)
    {
        var make = new RandomLadder(seed) { Policy = null!, Metrics = [], Profile = CustomerProfile.Unknown };
        var metrics = Enumerable.Range(0, make.Next(1, 6)).Select(i => (Metric)make.AnyMetric(i)).ToList();
        if (metrics.Count > 2 && make.Next(4) == 0) metrics.Add(new Metric.Ratio("m9", null, "m0", "m1"));
        var scores = Enumerable.Range(0, make.Next(3)).Select(i => make.AnyScore(i, metrics)).ToList();
        var values = metrics.Select(make.Value).ToImmutableArray();
        KeyValuePair<string, string>[] attributes = make.Next(3) == 0
            ? [] : [KeyValuePair.Create("grade", make.Text()), KeyValuePair.Create("rank", make.Text())];
        return make.With(metrics, scores, make.Rule(metrics, scores, 3), values, new(null, [.. attributes], make.Next(2) == 0 ? ["s0"] : [], null));
    }

    /// <summary>Of up to three counts, one of days, with values up to 6: every combination of them can be tried.</summary>
    public static RandomLadder Small(int seed, bool total)
    {
        var make = new RandomLadder(seed) { Policy = null!, Metrics = [], Profile = CustomerProfile.Unknown };
        List<Metric> metrics = [.. Enumerable.Range(0, make.Next(1, 4))
            .Select(i => make.Measured(i, MeasureKind.Purchases, i == 2 ? Aggregate.DaysSinceLast : Aggregate.Count))];
        List<Score> scores = [.. metrics.Take(total ? 3 : make.Next(2)).Select(metric => make.Curve(metric.Name, 6, rising: total))];
        var values = metrics.Select(_ => (decimal?)make.Next(6)).ToImmutableArray();
        return make.With(metrics, scores, make.Rule(metrics, scores, 2, small: true, total), values, CustomerProfile.Unknown);
    }

    public Assessment Assess() => Assess(Metrics, Profile);

    public Standpoint Stand() => new Standpoint(Policy, Assess(), AsOf.AddYears(-2), AsOf.AddYears(-1)).Ahead(null);

    public bool Reaches(ImmutableArray<decimal?> metrics, CustomerProfile profile) => Assess(metrics, profile).Qualified == 1;

    private Assessment Assess(ImmutableArray<decimal?> metrics, CustomerProfile profile) => Assessor.Assess(Policy, metrics, profile, AsOf, 0);

    private RandomLadder With(List<Metric> metrics, List<Score> scores, Criterion rule, ImmutableArray<decimal?> values, CustomerProfile profile) =>
        new(0)
        {
            Policy = new(
            new("l", new([]), "UTC", "EUR", [.. metrics], [.. scores],
                [new(0, "base", new([]), null, null, null, null, null, false), new(1, "top", new([]), null, rule, null, null, null, false)],
                new Validity.None(), new(true, Downgrade.Full, null, [], null, null), new Transition.UntilExpiry(), null, [], JudgesGroups: false),
            ZoneRules.Utc),
            Metrics = values,
            Profile = profile,
        };

    private int Next(int below) => _random.Next(below);

    private int Next(int from, int below) => _random.Next(from, below);

    private string Text() => ((string[])["A", "B", "3", "7.5"])[Next(4)];

    private Metric.Measured AnyMetric(int i) => Next(9) switch
    {
        0 or 1 => Measured(i, MeasureKind.PurchasesNet, Aggregate.Sum),
        2 => Measured(i, MeasureKind.Purchases, Aggregate.Count),
        3 => Measured(i, MeasureKind.SurveysCsat, Aggregate.Mean),
        4 => Measured(i, MeasureKind.Purchases, Aggregate.DaysSinceLast),
        5 => Measured(i, MeasureKind.Purchases, Aggregate.Distinct),
        6 => Measured(i, MeasureKind.Interactions, Aggregate.ActiveMonths),
        7 => Measured(i, MeasureKind.PurchasesUnits, Aggregate.Sum),
        _ => Measured(i, MeasureKind.PurchasesGross, Aggregate.Max),
    };

    private Metric.Measured Measured(int i, MeasureKind kind, Aggregate aggregate) => new(
        $"m{i}", null, new(kind), aggregate, Next(8) == 0 ? new Window.Calendar(CalendarUnit.Year, -1) : new Window.Lifetime(), [], null, 0);

    private decimal? Value(Metric metric) =>
        metric is not Metric.Measured { Aggregate: var aggregate } ? Next(2) == 0 ? null : Next(200) / 100m : aggregate switch
        {
            Aggregate.Sum => Next(100_000) / 100m,
            Aggregate.Mean => Next(4) == 0 ? null : 1 + (Next(4_000_000) / 1_000_000m),
            Aggregate.DaysSinceLast => Next(4) == 0 ? null : Next(400),
            Aggregate.Max => Next(4) == 0 ? null : Next(1_000),
            _ => Next(15),
        };

    private decimal Threshold(Metric? metric) => metric is not Metric.Measured { Aggregate: var aggregate } ? Next(200) / 100m : aggregate switch
    {
        Aggregate.Sum or Aggregate.Max => Next(150_000) / 100m,
        Aggregate.Mean => 1 + (Next(80) / 20m),
        Aggregate.DaysSinceLast => Next(400),
        _ => Next(20),
    };

    private Score AnyScore(int i, List<Metric> metrics) => Next(4) == 0
        ? new Score.Table($"t{i}", Next(1, 50), "grade", [new("A", Next(100)), new("3", Next(100))], Next(3) == 0 ? null : Next(50))
        : Curve(metrics[Next(metrics.Count)].Name, 1_000, rising: false) with { Name = $"t{i}" };

    private Score.Curve Curve(string metric, int most, bool rising)
    {
        var xs = Enumerable.Range(0, Next(2, 5)).Select(_ => (decimal)Next(most + 1)).Append(0).Append(most).Distinct().Order().ToList();
        var ys = xs.Select(_ => (decimal)Next(101)).ToList();
        if (rising) ys.Sort();
        return new($"c{metric}", Next(1, 50), metric, [.. xs.Zip(ys, (x, y) => new CurvePoint(x, y))], Next(2) == 0, Next(2) == 0 ? null : Next(100));
    }

    private Criterion Rule(List<Metric> metrics, List<Score> scores, int depth, bool small = false, bool total = false)
    {
        var index = _index++;
        if (depth == 0 || Next(4) == 0) return Leaf(index, metrics, scores, small, total);
        EquatableList<Criterion> Items(int count) =>
            [.. Enumerable.Range(0, count).Select(_ => Rule(metrics, scores, depth - 1, small, total)).ToList()];
        var count = Next(1, 4);
        return Next(total ? 3 : 4) switch
        {
            0 => new Criterion.All(index, Items(count)),
            1 => new Criterion.Any(index, Items(count)),
            2 => new Criterion.CountOf(index, Next(1, count + 1), Items(count)),
            _ => new Criterion.Not(index, Rule(metrics, scores, depth - 1, small, total)),
        };
    }

    private Criterion Leaf(int index, List<Metric> metrics, List<Score> scores, bool small, bool total)
    {
        if (!small && Next(8) == 0) return new Criterion.InSegment(index, $"s{Next(2)}");
        if (!small && Next(8) == 0)
            return new Criterion.Comparison(
                index, Compared.Attribute, Next(2) == 0 ? "grade" : "rank", [new(Comparator.In, [Operand(Text()), Operand(Text())])]);
        if (scores.Count > 0 && Next(3) == 0)
        {
            var name = total || (!small && Next(2) == 0) ? CompiledPolicy.Total : scores[Next(scores.Count)].Name;
            return new Criterion.Comparison(index, Compared.Score, name, [Bound(Next(1_000) / 10m, total)]);
        }
        var metric = metrics[Next(metrics.Count)];
        return new Criterion.Comparison(index, Compared.Metric, metric.Name, [Bound(small ? Next(7) : Threshold(metric), total)]);
    }

    private Bound Bound(decimal threshold, bool rising) =>
        new((rising ? [Comparator.AtLeast, Comparator.Above] : Enum.GetValues<Comparator>())[Next(rising ? 2 : 7)],
            [Operand(PlainDecimal.Format(threshold))]);

    private static Operand Operand(string text) => new(text, PlainDecimal.TryParse(text, out var number) ? number : null);
}
