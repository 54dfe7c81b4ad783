using System.Collections.Immutable;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Lifecycles;

/// <summary>A lifecycle prepared for many judgements. Created once per version; thread-safe.</summary>
public sealed class CompiledLifecycle
{
    /// <summary>Compiles a lifecycle.</summary>
    /// <param name="document">A valid lifecycle.</param>
    /// <param name="zone">The zone, frozen when the lifecycle was approved.</param>
    /// <param name="laterRates">Rates of later versions, for days without a rate in the lifecycle; null: none.</param>
    public CompiledLifecycle(LifecycleDocument document, ZoneRules zone, EquatableList<LaterRate>? laterRates = null)
    {
        Document = document;
        LaterRates = laterRates ?? [];
        var slots = new PolicySlots(document.Metrics, []);
        Metrics = new(document.Metrics, document.Currency, zone, [.. document.Rates, .. LaterRates.Select(later => later.Rate)]);
        Stages = [.. document.Stages.Select(stage => CompiledCriterion.Of(stage.When, slots))];
        slots.AddCycles();
        Attributes = [.. slots.Attributes];
        Segments = [.. slots.Segments];
        Interest = new(document.Metrics.OfType<Metric.Measured>().Select(metric => metric.Measure), !Attributes.IsEmpty, Segments);
        Thresholds = ThresholdsOf(document);
        Balances = document.Metrics.OfType<Metric.Measured>().Where(metric => metric.Aggregate.IsDaily())
            .ToImmutableDictionary(
                metric => metric.Name, metric => new MetricEvaluator([metric with { Missing = null }], "", zone), StringComparer.Ordinal);
    }

    /// <summary>The lifecycle.</summary>
    public LifecycleDocument Document { get; }

    /// <summary>Rates of later versions, for days without a rate in the lifecycle.</summary>
    public EquatableList<LaterRate> LaterRates { get; }

    /// <summary>Computes its metrics.</summary>
    public MetricEvaluator Metrics { get; }

    /// <summary>The zone whose calendar days count.</summary>
    public ZoneRules Zone => Metrics.Zone;

    /// <summary>The facts that a customer's stage depends on.</summary>
    public FactInterest Interest { get; }

    internal ImmutableArray<CompiledCriterion> Stages { get; }

    internal ImmutableArray<string> Attributes { get; }

    internal ImmutableArray<string> Segments { get; }

    /// <summary>All numbers that each metric is compared with.</summary>
    internal ImmutableDictionary<string, ImmutableArray<decimal>> Thresholds { get; }

    /// <summary>An evaluator per daily aggregate, without its replacement for a missing value.</summary>
    internal ImmutableDictionary<string, MetricEvaluator> Balances { get; }

    private static ImmutableDictionary<string, ImmutableArray<decimal>> ThresholdsOf(LifecycleDocument document)
    {
        var found = new Dictionary<string, SortedSet<decimal>>(StringComparer.Ordinal);
        foreach (var stage in document.Stages) Gather(stage.When, found);
        return found.ToImmutableDictionary(metric => metric.Key, metric => metric.Value.ToImmutableArray(), StringComparer.Ordinal);
    }

    private static void Gather(Criterion criterion, Dictionary<string, SortedSet<decimal>> found)
    {
        switch (criterion)
        {
            case Criterion.Comparison { Compared: Compared.Metric } comparison:
                if (!found.TryGetValue(comparison.Name, out var thresholds)) found[comparison.Name] = thresholds = [];
                foreach (var bound in comparison.Bounds)
                    foreach (var operand in bound.Operands)
                        if (operand.Number is { } number) thresholds.Add(number);
                break;
            case Criterion.All all:
                foreach (var item in all.Items) Gather(item, found);
                break;
            case Criterion.Any any:
                foreach (var item in any.Items) Gather(item, found);
                break;
            case Criterion.CountOf count:
                foreach (var item in count.Items) Gather(item, found);
                break;
            case Criterion.Not not:
                Gather(not.Item, found);
                break;
            default:
                break;
        }
    }
}
