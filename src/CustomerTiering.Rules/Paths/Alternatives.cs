using System.Collections.Immutable;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths;

/// <summary>
/// The ways in which a rule can come to hold, combined from its leaves upwards. Redundant options of a criterion are dropped, and only the cheapest
/// <see cref="MostOptions"/> are kept: in a large rule some paths may be missed, but none is wrong.
/// </summary>
internal sealed class Alternatives
{
    /// <summary>The maximum number of options of a criterion; a quarter of it in a rule of more than <see cref="LargeRule"/> criteria.</summary>
    public const int MostOptions = 64;

    /// <summary>The maximum number of moves and conditions in a path. Longer ones are of no use.</summary>
    public const int MostParts = 32;

    private const int LargeRule = 64;

    private readonly Standpoint _at;
    private readonly Rejudgement _judge;
    private readonly ScoreDemands _scores;
    private readonly Mobility?[] _mobility;
    private readonly int _most;

    public Alternatives(Standpoint at, Rejudgement judge)
    {
        (_at, _judge, _mobility) = (at, judge, new Mobility?[at.Policy.Policy.Metrics.Count]);
        _most = judge.Size > LargeRule ? MostOptions / 4 : MostOptions;
        _scores = new(at, judge, MobilityOf);
    }

    /// <summary>How a metric can be moved.</summary>
    public Mobility MobilityOf(int metric) => _mobility[metric] ??= Mobility.Of(_at, _at.Policy.Policy.Metrics[metric]);

    /// <summary>The options of a criterion, best first.</summary>
    public List<Option> Of(Criterion criterion, bool wanted) => criterion switch
    {
        Criterion.Not not => Of(not.Item, !wanted),
        Criterion.All all => AtLeast(wanted ? all.Items.Count : 1, all.Items, wanted),
        Criterion.Any any => AtLeast(wanted ? 1 : any.Items.Count, any.Items, wanted),
        Criterion.CountOf count => AtLeast(wanted ? count.Count : count.Items.Count - count.Count + 1, count.Items, wanted),
        _ => Best([.. DemandsOf(criterion, wanted).Select(OptionOf).OfType<Option>()]),
    };

    private IEnumerable<Demand> DemandsOf(Criterion leaf, bool wanted)
    {
        var isSo = _judge.Met(leaf) == wanted;
        if (leaf is not Criterion.Comparison { Compared: not Compared.Attribute } comparison) return [new(leaf, wanted, isSo, [])];
        return comparison.Compared == Compared.Metric
            ? [new(leaf, wanted, isSo, [(_at.Policy.MetricAt(comparison.Name), Region.Of(comparison.Bounds, wanted, Region.OfMetrics))])]
            : _scores.Of(comparison, wanted, isSo);
    }

    /// <summary>At least <paramref name="count"/> items have the required result: for each number of items so far, the ways to reach it.</summary>
    private List<Option> AtLeast(int count, EquatableList<Criterion> items, bool wanted)
    {
        var ways = new List<Option>[count + 1];
        for (var n = 0; n <= count; n++) ways[n] = n == 0 ? [Option.Nothing] : [];
        for (var i = 0; i < items.Count && count > 0; i++)
        {
            var options = Of(items[i], wanted);
            for (var n = Math.Min(i + 1, count); n > 0 && n >= count - (items.Count - 1 - i); n--)
            {
                // Options that lack one item take this one; options that already have enough stay.
                List<Option> more = [.. ways[n]];
                foreach (var way in ways[n - 1])
                    foreach (var option in options)
                        if (Both(way, option) is { } both) more.Add(both);
                ways[n] = Best(more);
            }
        }
        return ways[count];
    }

    private Option? OptionOf(Demand demand)
    {
        var asks = ImmutableArray.CreateBuilder<Ask>(demand.On.Length);
        foreach (var (metric, region) in demand.On.OrderBy(on => on.Metric))
        {
            if (region.IsEmpty) return null;
            asks.Add(AskOf(metric, region));
        }
        return new([demand], asks.MoveToImmutable());
    }

    private Ask AskOf(int metric, Region region)
    {
        var actual = _at.Assessment.Metrics[metric];
        if (region.Contains(actual)) return new(metric, region, 0, true, true);
        var nearest = MobilityOf(metric).Nearest(metric, actual, region);
        return new(metric, region, nearest?.Cost ?? 0, false, nearest is not null);
    }

    private Option? Both(Option a, Option b)
    {
        if (a.Parts + b.Parts > 2 * MostParts) return null;
        var asks = ImmutableArray.CreateBuilder<Ask>(a.Asks.Length + b.Asks.Length);
        for (int i = 0, j = 0; i < a.Asks.Length || j < b.Asks.Length;)
        {
            if (j == b.Asks.Length || (i < a.Asks.Length && a.Asks[i].Metric < b.Asks[j].Metric)) asks.Add(a.Asks[i++]);
            else if (i == a.Asks.Length || b.Asks[j].Metric < a.Asks[i].Metric) asks.Add(b.Asks[j++]);
            else
            {
                var region = a.Asks[i].Region.And(b.Asks[j++].Region);
                if (region.IsEmpty) return null;
                asks.Add(AskOf(a.Asks[i++].Metric, region));
            }
        }
        var both = new Option(a.Demands.AddRange(b.Demands), asks.ToImmutable());
        return both.Parts > MostParts ? null : both;
    }

    private List<Option> Best(List<Option> options)
    {
        if (options.Count < 2) return options;
        var best = new List<Option>();
        foreach (var option in options.OrderBy(option => option.Conditions).ThenBy(option => option.Cost).ThenBy(option => option.Asks.Length))
        {
            if (best.Exists(better => better.IsWithin(option))) continue;
            best.Add(option);
            if (best.Count == _most) break;
        }
        return best;
    }
}
