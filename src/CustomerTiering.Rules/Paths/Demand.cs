using System.Collections.Immutable;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Rules.Paths;

/// <summary>One way in which one leaf of a rule comes out as wanted.</summary>
/// <param name="Leaf">The comparison or segment.</param>
/// <param name="Wanted">Whether it has to hold.</param>
/// <param name="IsSo">Whether it comes out so as things stand.</param>
/// <param name="On">The metrics that it rests on, by place, each with the values that are right; empty where no metric can bring it about.</param>
internal sealed record Demand(Criterion Leaf, bool Wanted, bool IsSo, ImmutableArray<(int Metric, Region Region)> On);

/// <summary>What an option asks of one metric.</summary>
/// <param name="Metric">The metric's place.</param>
/// <param name="Region">The values that are right.</param>
/// <param name="Cost">Of the nearest of them; 0 where the value is right as it is.</param>
/// <param name="IsSo">Whether the value is right as it is.</param>
/// <param name="CanMove">Whether the customer can get there.</param>
internal readonly record struct Ask(int Metric, Region Region, decimal Cost, bool IsSo, bool CanMove);

/// <summary>One way in which a criterion comes out as wanted: demands that agree with each other.</summary>
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

    /// <summary>In the order of metrics, one each.</summary>
    public ImmutableArray<Ask> Asks { get; }

    public decimal Cost { get; }

    public int Parts { get; }

    public int Conditions { get; }

    /// <summary>Whether whatever fulfils the other fulfils this one too, so that the other asks too much.</summary>
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
