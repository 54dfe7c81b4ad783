using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Paths;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Tests.Paths;

/// <summary>
/// A customer who bought something, and a rule over all that an order moves: from a seed, the same every time. Amounts are in yen, small enough to
/// try each.
/// </summary>
internal sealed class RandomShopper
{
    internal static readonly DateOnly Today = new(2026, 3, 31);
    private const string Category = "books";
    private readonly Random _random;
    private readonly List<Fact> _facts = [];
    private readonly List<Score> _scores = [];
    private int _index;

    internal RandomShopper(int seed)
    {
        _random = new(seed);
        List<Metric> metrics = [.. Enumerable.Range(0, Next(1, 5)).Select(i => (Metric)Measured(i))];
        if (metrics.Count > 1 && Next(2) == 0) metrics.Add(new Metric.Ratio("r", Next(3) == 0 ? 0 : null, "m0", "m1"));
        foreach (var metric in metrics.Where(_ => Next(2) == 0)) _scores.Add(Curve(metric));
        for (var n = Next(5); n > 0; n--) Buy(n);
        if (Next(3) == 0) _facts.Add(new Return("r1", At(Next(60)), null, null, "JPY", Next(1, 30), []));
        Rule = Any(metrics, 2);
        Policy = new(
            new("l", new([]), "UTC", "JPY", [.. metrics], [.. _scores],
                [new(0, "base", new([]), null, null, null, null, null, false), new(1, "top", new([]), null, Rule, null, null, null, false)],
                new Validity.None(), new(true, Downgrade.Full, null, [], null, null), new Transition.UntilExpiry(), null, [], JudgesGroups: false),
            ZoneRules.Utc);
        Known = KnownFacts.OfOwn(CustomerFacts.Fold("c", _facts));
    }

    internal CompiledPolicy Policy { get; }

    internal Criterion Rule { get; }

    private KnownFacts Known { get; }

    internal Assessment Stand() => Decide.Stand(Policy, Known, HeldState.Stated("base", Today.AddDays(-400)), Today).Assessment!;

    internal PathAnswer Next() =>
        PathSearch.ToNextTier(new Standpoint(Policy, Stand(), Today.AddDays(-400), Today.AddDays(-400)).Ahead(null, Known), 0)!;

    /// <summary>
    /// Whether one order of the amount reaches the tier: each metric is evaluated again with a purchase that has what the metric asks for.
    /// </summary>
    internal bool ReachesWith(decimal amount)
    {
        var values = new decimal?[Policy.Policy.Metrics.Count];
        foreach (var metric in Policy.Policy.Metrics.OfType<Metric.Measured>())
        {
            var place = Policy.MetricAt(metric.Name);
            values[place] = ValuesWith(new Purchase("new", At(0, 23), null, "JPY", amount, [LineFor(metric, amount)]))[place];
        }
        foreach (var ratio in Policy.Policy.Metrics.OfType<Metric.Ratio>())
            values[Policy.MetricAt(ratio.Name)] = MetricEvaluator.RatioOf(values[Policy.MetricAt(ratio.First)], values[Policy.MetricAt(ratio.Second)])
                ?? ratio.Missing;
        return Assessor.Assess(Policy, [.. values], CustomerProfile.Unknown, Today, 0).Qualified == 1;
    }

    /// <summary>Of a margin at the customer's own rate in that metric's window; an order adds no product or category that was not counted.</summary>
    private FactLine LineFor(Metric.Measured metric, decimal amount)
    {
        decimal? cost = null;
        if (metric.Measure.Kind == MeasureKind.PurchasesMargin)
        {
            decimal? Of(MeasureKind kind, Aggregate aggregate) =>
                new MetricEvaluator(
                    [metric with { Measure = new(kind), Aggregate = aggregate, AtLeastSamples = 0, Missing = null }], "JPY", ZoneRules.Utc)
                .Evaluate(Known, Today).Values[0];
            var (margin, net) = (Of(MeasureKind.PurchasesMargin, Aggregate.Sum)!.Value, Of(MeasureKind.PurchasesNet, Aggregate.Sum)!.Value);
            // Costed lines that the metric counts: orders of which too little is left are none.
            var isCosted = margin != 0 || Of(MeasureKind.PurchasesMargin, Aggregate.Mean) is not null;
            cost = isCosted ? amount - (net == 0 ? 0 : Math.Round(amount * margin / net, 6)) : null;
        }
        return new(metric.Aggregate == Aggregate.Distinct ? null : "p", metric.Aggregate == Aggregate.Distinct ? null : Category, 1, amount, cost);
    }

    private System.Collections.Immutable.ImmutableArray<decimal?> ValuesWith(Purchase purchase) =>
        Policy.Metrics.Evaluate(KnownFacts.OfOwn(CustomerFacts.Fold("c", [.. _facts, purchase])), Today, Today.AddDays(-400)).Values;

    private int Next(int below) => _random.Next(below);

    private int Next(int from, int below) => _random.Next(from, below);

    private void Buy(int n)
    {
        var (amount, cost) = (Next(1, 120), Next(3) == 0 ? (decimal?)null : Next(80));
        _facts.Add(new Purchase($"p{n}", At(Next(200)), null, "JPY", amount, Next(4) == 0 ? [] : [new("p", Category, 1, amount, cost)]));
    }

    private static Instant At(int daysAgo, int hour = 12) => Instant.Of(new DateTimeOffset(Today.AddDays(-daysAgo), new(hour, 0), TimeSpan.Zero));

    private Metric.Measured Measured(int i)
    {
        var (kind, aggregate) = ((MeasureKind, Aggregate)[])[
            (MeasureKind.PurchasesNet, Aggregate.Sum), (MeasureKind.PurchasesNet, Aggregate.Mean), (MeasureKind.PurchasesMargin, Aggregate.Sum),
            (MeasureKind.PurchasesMargin, Aggregate.Mean),
            (MeasureKind.PurchasesGross, Aggregate.Max), (MeasureKind.PurchasesGross, Aggregate.Min), (MeasureKind.PurchasesGross, Aggregate.Last),
            (MeasureKind.Purchases, Aggregate.Count),
            (MeasureKind.Purchases, Aggregate.ActiveMonths), (MeasureKind.Purchases, Aggregate.DaysSinceLast),
            (MeasureKind.PurchasesUnits, Aggregate.Sum), (MeasureKind.Returns, Aggregate.Sum),
        ] is var pairs ? pairs[Next(pairs.Length)] : default;
        return new($"m{i}", Next(5) == 0 ? 0 : null, new(kind), aggregate, Next(2) == 0 ? new Window.Lifetime() : new Window.Rolling(new(0, 90)), [],
            null, Next(4) == 0 ? 2 : 0,
            NetAtLeast: kind == MeasureKind.Returns || Next(4) > 0 ? null : Next(1, 150));
    }

    private Score.Curve Curve(Metric metric)
    {
        var xs = Enumerable.Range(0, Next(2, 5))
            .Select(_ => (decimal)Next(300)).Append(0).Distinct().Order().Select(x => metric is Metric.Ratio ? x / 100 : x).ToList();
        if (xs.Count == 1) xs.Add(400);
        return new($"s{metric.Name}", Next(1, 50), metric.Name, [.. xs.Select(x => new CurvePoint(x, Next(101)))], Next(2) == 0,
            Next(2) == 0 ? null : Next(100));
    }

    private Criterion Any(List<Metric> metrics, int depth)
    {
        var index = _index++;
        if (depth == 0 || Next(3) == 0) return Leaf(index, metrics);
        EquatableList<Criterion> Items() => [.. Enumerable.Range(0, Next(1, 4)).Select(_ => Any(metrics, depth - 1)).ToList()];
        switch (Next(4))
        {
            case 0: return new Criterion.All(index, Items());
            case 1: return new Criterion.Any(index, Items());
            case 2 when Items() is var items: return new Criterion.CountOf(index, Next(1, items.Count + 1), items);
            default: return new Criterion.Not(index, Any(metrics, depth - 1));
        }
    }

    private Criterion Leaf(int index, List<Metric> metrics)
    {
        if (_scores.Count > 0 && Next(3) == 0)
            return new Criterion.Comparison(
                index, Compared.Score, Next(2) == 0 ? CompiledPolicy.Total : _scores[Next(_scores.Count)].Name, [Bound(Next(1_000) / 10m)]);
        var metric = metrics[Next(metrics.Count)];
        return new Criterion.Comparison(index, Compared.Metric, metric.Name, [Bound(metric is Metric.Ratio ? Next(300) / 100m : Next(400))]);
    }

    private Bound Bound(decimal threshold) =>
        new(((Comparator[])[Comparator.AtLeast, Comparator.AtLeast, Comparator.Above, Comparator.Below, Comparator.AtMost])[Next(5)],
            [new(PlainDecimal.Format(threshold), threshold)]);
}
