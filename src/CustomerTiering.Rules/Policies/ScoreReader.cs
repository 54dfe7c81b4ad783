using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>Reads the scores of a policy.</summary>
internal static class ScoreReader
{
    /// <summary>The name of the weighted mean of all scores.</summary>
    public const string Total = "total";

    public static readonly string[] Curve = ["weight", "metric", "curve", "between", "scoreIfMissing", "name", "internal"];
    public static readonly string[] Table = ["weight", "attribute", "values", "otherwise", "name", "internal"];

    /// <summary>The valid scores, in code-point order.</summary>
    public static EquatableList<Score> Read(Cursor? scores, CriterionScope scope)
    {
        var members = scores?.Map() ?? [];
        var read = new List<Score>();
        decimal? weights = 0;
        foreach (var (name, score) in members)
        {
            var named = score.CheckName(name);
            if (name == Total) score.Refuse(ErrorCodes.ReservedName, $"'{Total}' is reserved for the weighted mean of the scores");
            var (one, weight) = ReadOne(name, score, scope);
            weights += weight;
            if (named && one is not null) read.Add(one);
        }
        if (members.Count > 0 && weights == 0) scores!.Refuse(ErrorCodes.WeightsSumToZero, "the weights sum to 0, so there is no total");
        return [.. read.OrderBy(s => s.Name, CodePointOrder.Instance)];
    }

    private static (Score? Score, decimal? Weight) ReadOne(string name, Cursor score, CriterionScope scope)
    {
        var ofAttribute = score.Has("attribute");
        if (score.Object([.. Curve, .. Table.Except(Curve)]) is not { } members) return (null, null);
        members.Refuse(
            ErrorCodes.ConflictingMembers, ofAttribute
                ? "a score of an attribute must have values, not a curve over a metric" : "a score of a metric must have a curve, not values",
            [.. ofAttribute ? Curve.Except(Table) : Table.Except(Curve)]);
        var weight = Weight(members.Required("weight"));
        Score? read = ofAttribute ? TableOf(name, weight, members, scope) : CurveOf(name, weight, members, scope);
        var (title, isInternal) = (NameReader.Read(members.Optional("name")), members.Optional("internal")?.Flag() == true);
        return (weight is null || read is null ? null : read with { Title = title, IsInternal = isInternal }, weight);
    }

    private static decimal? Weight(Cursor? weight)
    {
        if (weight?.Number(Limits.Weight, Limits.Decimals) is not { } value) return null;
        if (value >= 0) return value;
        weight.Refuse(ErrorCodes.OutOfBounds, $"a weight must be 0 or more, got {PlainDecimal.Format(value)}");
        return null;
    }

    private static Score.Curve? CurveOf(string name, decimal? weight, Members members, CriterionScope scope)
    {
        var metric = members.Required("metric") is { } named ? scope.Metric(named) : null;
        var steps = members.Optional("between") is { } between ? between.Word(Words.Between) : false;
        var ifMissing = members.Optional("scoreIfMissing")?.Number(Limits.Score, Limits.ScoreDecimals);
        var points = members.Required("curve") is { } curve ? Points(curve) : null;
        return metric is null || steps is null || points is null ? null : new(name, weight ?? 0, metric, points, steps.Value, ifMissing);
    }

    private static EquatableList<CurvePoint>? Points(Cursor curve)
    {
        if (curve.Items() is not { } items) return null;
        if (items.Count < 2) curve.Refuse(ErrorCodes.CurveTooShort, $"a curve must have at least two points, got {items.Count}");
        var points = new List<CurvePoint>();
        foreach (var item in items)
        {
            if (item.Items() is not { } pair) continue;
            if (pair.Count != 2)
            {
                item.Refuse(ErrorCodes.WrongType, $"a point must be a list of x and y, got {pair.Count} items");
                continue;
            }
            var (x, y) = (pair[0].Number(Limits.Value, Limits.Decimals), pair[1].Number(Limits.Score, Limits.ScoreDecimals));
            if (x is null || y is null) continue;
            if (points is [.., var before] && x <= before.X)
                item.Refuse(ErrorCodes.CurveOrder,
                    $"x must increase from point to point, but {PlainDecimal.Format(x.Value)} follows {PlainDecimal.Format(before.X)}");
            points.Add(new(x.Value, y.Value));
        }
        return [.. points];
    }

    private static Score.Table? TableOf(string name, decimal? weight, Members members, CriterionScope scope)
    {
        var attribute = members.Required("attribute") is { } named ? scope.Attribute(named)?.Name : null;
        var otherwise = members.Optional("otherwise")?.Number(Limits.Score, Limits.ScoreDecimals);
        var values = new List<ValueScore>();
        foreach (var (value, score) in members.Required("values")?.Map() ?? [])
            if (score.Number(Limits.Score, Limits.ScoreDecimals) is { } number) values.Add(new(value, number));
        return attribute is null ? null : new(name, weight ?? 0, attribute, [.. values], otherwise);
    }
}
