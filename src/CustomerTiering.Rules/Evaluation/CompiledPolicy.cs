using System.Collections.Immutable;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Forecasts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>A policy prepared for many decisions: names are resolved to indexes. Created once per version; thread-safe.</summary>
public sealed class CompiledPolicy
{
    /// <summary>The name of the composite score.</summary>
    public const string Total = "total";

    private readonly PolicySlots _slots;

    /// <summary>Compiles a policy.</summary>
    /// <param name="policy">A valid policy.</param>
    /// <param name="zone">The zone, frozen when the policy was approved; on paper, the machine's rules.</param>
    /// <param name="laterRates">Rates of later versions, for days without a rate in the policy; null: none.</param>
    public CompiledPolicy(TierPolicy policy, ZoneRules zone, EquatableList<LaterRate>? laterRates = null)
    {
        Policy = policy;
        LaterRates = laterRates ?? [];
        Rates = [.. policy.Rates, .. LaterRates.Select(later => later.Rate)];
        _slots = new(policy.Metrics, policy.Scores);
        Metrics = new(policy.Metrics, policy.Currency, zone, Rates);
        Scores = [.. policy.Scores.Select(score => CompiledScore.Of(score, _slots))];
        Qualify = [.. policy.Tiers.Select(tier => Compile(tier.Qualify))];
        Retain = [.. policy.Tiers.Select(tier => Compile(tier.Retain))];
        _slots.AddCycles();
        TotalWeight = Scores.Aggregate(Int128.Zero, (sum, score) => sum + score.ScaledWeight);
        Attributes = [.. _slots.Attributes];
        Segments = [.. _slots.Segments];
        Pace = new(Metrics, Rates);
        Interest = new(policy.Metrics.OfType<Metric.Measured>().Select(metric => metric.Measure), !Attributes.IsEmpty || policy.JudgesGroups,
            Segments, _slots.NamesStages);
    }

    /// <summary>The policy with every metric that measures one of these indicators made internal.</summary>
    public CompiledPolicy WithInternal(IReadOnlySet<string> indicators)
    {
        bool IsConcerned(Metric metric) =>
            metric is Metric.Measured { IsInternal: false, Measure.Indicator: { } indicator } && indicators.Contains(indicator);
        if (!Policy.Metrics.Any(IsConcerned)) return this;
        return new(Policy with { Metrics = [.. Policy.Metrics.Select(metric => IsConcerned(metric) ? metric with { IsInternal = true } : metric)] },
            Zone, LaterRates);
    }

    /// <summary>The policy.</summary>
    public TierPolicy Policy { get; }

    /// <summary>Rates of later versions, for days without a rate in the policy.</summary>
    public EquatableList<LaterRate> LaterRates { get; }

    /// <summary>The policy's own rates followed by those of later versions. <see cref="Assessment.Rates"/> are indexes into this list.</summary>
    public EquatableList<ExchangeRate> Rates { get; }

    /// <summary>Whether any metric counts amounts of purchases or returns, so that an amount without a rate matters.</summary>
    public bool CountsAmounts => Metrics.CountsAmounts;

    /// <summary>Computes its metrics.</summary>
    public MetricEvaluator Metrics { get; }

    /// <summary>The zone whose calendar days count.</summary>
    public ZoneRules Zone => Metrics.Zone;

    /// <summary>Names of the attributes used, in the order of <see cref="Assessment.Attributes"/>.</summary>
    public ImmutableArray<string> Attributes { get; }

    /// <summary>Names of the segments used.</summary>
    public ImmutableArray<string> Segments { get; }

    /// <summary>Extrapolates the metrics to a future day.</summary>
    public Pace Pace { get; }

    /// <summary>The facts that require an at-once evaluation.</summary>
    public FactInterest Interest { get; }

    internal ImmutableArray<CompiledScore> Scores { get; }

    internal Int128 TotalWeight { get; }

    internal ImmutableArray<CompiledCriterion?> Qualify { get; }

    internal ImmutableArray<CompiledCriterion?> Retain { get; }

    /// <summary>Rank of the tier with this code; null if the policy has none.</summary>
    public int? RankOf(string tier)
    {
        foreach (var one in Policy.Tiers)
            if (string.Equals(one.Code, tier, StringComparison.Ordinal)) return one.Rank;
        return null;
    }

    /// <summary>The index of a metric in the order of the policy.</summary>
    /// <exception cref="ArgumentException">The policy has no metric of that name.</exception>
    public int MetricAt(string name) => _slots.Metric(name);

    internal int ScoreAt(string name) => _slots.Score(name);

    /// <summary>The rule that keeps a tier: <c>retain</c> or, without one, <c>qualify</c>.</summary>
    internal RuleKind KeepRule(int rank) => Retain[rank] is null ? RuleKind.Qualify : RuleKind.Retain;

    /// <summary>The validity of a tier.</summary>
    internal Validity ValidityOf(int rank) => Policy.Tiers[rank].Validity ?? Policy.Validity;

    internal CompiledCriterion? Rule(int rank, RuleKind rule) => rule == RuleKind.Retain ? Retain[rank] : Qualify[rank];

    /// <summary>Indexes of the metrics that a comparison depends on: directly, through a ratio or through scores.</summary>
    internal IEnumerable<int> MetricsOf(Criterion.Comparison comparison) => comparison.Compared switch
    {
        Compared.Metric => Parts(MetricAt(comparison.Name)),
        Compared.Score => Scores.Where((_, place) => comparison.Name == Total || place == ScoreAt(comparison.Name))
            .Select(score => score.OnCurve).OfType<(Score.Curve, int Metric)>().SelectMany(curve => Parts(curve.Metric)),
        _ => [],
    };

    private IEnumerable<int> Parts(int metric) =>
        Policy.Metrics[metric] is Metric.Ratio ratio ? [MetricAt(ratio.First), MetricAt(ratio.Second)] : [metric];

    private CompiledCriterion? Compile(Criterion? criterion) => criterion is null ? null : CompiledCriterion.Of(criterion, _slots);
}
