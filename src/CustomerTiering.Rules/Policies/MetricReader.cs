using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>Reads the metrics of a document.</summary>
internal static class MetricReader
{
    public static readonly string[] Measured =
        ["measure", "aggregate", "window", "where", "of", "atLeastSamples", "before", "missing", "name", "internal"];
    public static readonly string[] Ratio = ["ratio", "missing", "name", "internal"];
    private const int MostSamples = 1_000_000;

    /// <summary>The valid metrics, in code-point order.</summary>
    public static EquatableList<Metric> Read(Cursor? metrics, bool hasTiers, CriterionScope scope)
    {
        var members = metrics?.Map() ?? [];
        var isRatio = members.ToDictionary(m => m.Key, m => m.Value.Has("ratio"), StringComparer.Ordinal);
        var read = new List<Metric>();
        foreach (var (name, metric) in members)
        {
            var named = metric.CheckName(name);
            var one = isRatio[name] ? RatioOf(name, metric, isRatio) : MeasureOf(name, metric, hasTiers, scope);
            if (named && one is not null) read.Add(one);
        }
        return [.. read.OrderBy(m => m.Name, CodePointOrder.Instance)];
    }

    private static Metric? MeasureOf(string name, Cursor metric, bool hasTiers, CriterionScope scope)
    {
        if (metric.Object(Measured) is not { } members) return null;
        var found = MeasureNamed(members.Required("measure"));
        var aggregate = members.Required("aggregate") is { } written ? AggregateNamed(written, found?.Rule) : null;
        var isState = found is { } known && aggregate is { } asked && known.Rule.States.Contains(asked);
        if (isState)
        {
            members.Refuse(ErrorCodes.WindowNotAllowed, "a state is the value at the end of the day and cannot have a window", "window");
            members.Refuse(ErrorCodes.SamplesNotAllowed, "a state is a single value and cannot have atLeastSamples", "atLeastSamples");
        }
        var window = isState ? new Window.State() : WindowReader.Read(members.Optional("window"), hasTiers, scope);
        var (where, netAtLeast) = WhereReader.Read(members.Optional("where"), found?.Rule);
        var of = DistinctOf(members.Optional("of"), found?.Rule, aggregate);
        var samples = isState || members.Optional("atLeastSamples") is not { } least ? 0 : least.Integer(0, MostSamples);
        var before = BeforeFirst(members, aggregate);
        var missing = members.Optional("missing")?.Number(Limits.Value, Limits.Decimals);
        return found is null || aggregate is null || window is null || samples is null
            ? null
            : Told(new Metric.Measured(name, missing, found.Value.Measure, aggregate.Value, window, where, of, samples.Value, netAtLeast, before),
                members);
    }

    private static decimal? BeforeFirst(Members members, Aggregate? aggregate)
    {
        if (aggregate is null || aggregate.Value.IsDaily()) return members.Optional("before")?.Number(Limits.Value, Limits.Decimals);
        members.Refuse(ErrorCodes.BeforeNotAllowed, "before is only allowed with a daily aggregate", "before");
        return null;
    }

    private static (MeasureRule Rule, Measure Measure)? MeasureNamed(Cursor? measure)
    {
        if (measure?.Text() is not { } word) return null;
        if (MeasureRule.Find(word) is { } found) return found;
        if (MeasureRule.IsToCome(word)) measure.Refuse(ErrorCodes.NotAvailable, $"the measure '{JsonPath.Cut(word)}' is not available yet");
        else measure.Refuse(ErrorCodes.UnknownMeasure, $"unknown measure '{JsonPath.Cut(word)}'");
        return null;
    }

    private static Aggregate? AggregateNamed(Cursor aggregate, MeasureRule? rule)
    {
        if (aggregate.Word(Words.Aggregates, ErrorCodes.UnknownAggregate) is not { } asked) return null;
        if (rule is null || rule.Aggregates.Contains(asked) || rule.States.Contains(asked)) return asked;
        var taken = rule.Aggregates.Concat(rule.States).Select(Words.Aggregates.WordFor);
        aggregate.Refuse(
            ErrorCodes.UnknownPair, $"{rule.Word} does not support {Words.Aggregates.WordFor(asked)}; supported: {string.Join(", ", taken)}");
        return null;
    }

    private static FactField? DistinctOf(Cursor? of, MeasureRule? rule, Aggregate? aggregate)
    {
        var isDistinct = aggregate == Aggregate.Distinct;
        if (of is null) return isDistinct && rule is { Of: [var first, ..] } ? first : null;
        if (aggregate is not null && !isDistinct)
        {
            of.Refuse(ErrorCodes.OfNotAllowed, "of is only allowed with distinct");
            return null;
        }
        if (of.Word(Words.Fields, ErrorCodes.UnknownField) is not { } field) return null;
        if (rule is null || rule.Of.IsEmpty || rule.Of.Contains(field)) return field;
        of.Refuse(ErrorCodes.UnknownField, $"{rule.Word} supports distinct {string.Join(", ", rule.Of.Select(Words.Fields.WordFor))}");
        return null;
    }

    private static Metric? RatioOf(string name, Cursor metric, Dictionary<string, bool> isRatio)
    {
        if (metric.Object([.. Ratio, .. Measured.Except(Ratio)]) is not { } members) return null;
        members.Refuse(ErrorCodes.ConflictingMembers, "a ratio names two metrics and cannot have a measure", [.. Measured.Except(Ratio)]);
        var missing = members.Optional("missing")?.Number(Limits.Value, Limits.Decimals);
        var ratio = members.Required("ratio");
        if (ratio?.Items() is not { } parts) return null;
        if (parts.Count != 2)
        {
            ratio.Refuse(ErrorCodes.WrongType, $"a ratio must be a list of two names, got {parts.Count}");
            return null;
        }
        var (first, second) = (PartOf(parts[0], isRatio), PartOf(parts[1], isRatio));
        return first is null || second is null ? null : Told(new Metric.Ratio(name, missing, first, second), members);
    }

    private static Metric Told(Metric metric, Members members) => metric with
    {
        Title = NameReader.Read(members.Optional("name")),
        IsInternal = members.Optional("internal")?.Flag() == true,
    };

    private static string? PartOf(Cursor part, Dictionary<string, bool> isRatio)
    {
        if (part.Text() is not { } name) return null;
        if (!isRatio.TryGetValue(name, out var ratio)) part.Refuse(ErrorCodes.UnknownMetric, $"unknown metric '{JsonPath.Cut(name)}'");
        else if (ratio) part.Refuse(ErrorCodes.RatioOfRatios, $"'{JsonPath.Cut(name)}' is a ratio; a ratio cannot contain a ratio");
        else return name;
        return null;
    }
}
