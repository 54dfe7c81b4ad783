using System.Collections.Immutable;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths;

/// <summary>One way for a leaf of a rule to have the required result.</summary>
/// <param name="Wanted">Whether it must hold.</param>
/// <param name="IsSo">Whether it already has that result.</param>
/// <param name="On">The metrics it depends on, by index, each with its valid values; empty if no metric can achieve the result.</param>
internal sealed record Demand(Criterion Leaf, bool Wanted, bool IsSo, ImmutableArray<(int Metric, Region Region)> On);

/// <summary>What an option requires of one metric.</summary>
/// <param name="Metric">The metric's index.</param>
/// <param name="Region">The valid values.</param>
/// <param name="Cost">The cost of the nearest valid value; 0 if the current value is valid.</param>
/// <param name="IsSo">Whether the current value is valid.</param>
/// <param name="CanMove">Whether the customer can reach a valid value.</param>
internal readonly record struct Ask(int Metric, Region Region, decimal Cost, bool IsSo, bool CanMove);

/// <summary>One way for a criterion to have the required result: a consistent set of demands.</summary>
internal sealed class Option
{
    public static readonly Option Nothing = new([], []);

    public Option(ImmutableArray<Demand> demands, ImmutableArray<Ask> asks)
    {
        (Demands, Asks) = (demands, asks);
        foreach (var ask in asks)
        {
            Cost += ask.Cost;
            if (ask.IsSo) continue;
            Parts++;
            if (!ask.CanMove) Conditions++;
        }
        foreach (var demand in demands)
        {
            if (!demand.On.IsEmpty || demand.IsSo) continue;
            Parts++;
            Conditions++;
        }
    }

    public ImmutableArray<Demand> Demands { get; }

    /// <summary>In the order of metrics, at most one each.</summary>
    public ImmutableArray<Ask> Asks { get; }

    public decimal Cost { get; }

    public int Parts { get; }

    public int Conditions { get; }

    /// <summary>Whether everything that satisfies the other option satisfies this one, so that the other requires too much.</summary>
    public bool IsWithin(Option other)
    {
        var i = 0;
        foreach (var ask in Asks)
        {
            while (i < other.Asks.Length && other.Asks[i].Metric < ask.Metric) i++;
            if (i == other.Asks.Length || other.Asks[i].Metric != ask.Metric || !ask.Region.Covers(other.Asks[i].Region)) return false;
        }
        foreach (var demand in Demands)
            if (demand.On.IsEmpty && !other.Demands.Contains(demand)) return false;
        return true;
    }
}
