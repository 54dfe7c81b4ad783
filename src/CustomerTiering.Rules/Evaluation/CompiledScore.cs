using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>A score with its metric or attribute resolved to an index.</summary>
internal sealed class CompiledScore
{
    private readonly Score _score;
    private readonly int _slot;

    private CompiledScore(Score score, int slot)
    {
        _score = score;
        _slot = slot;
        ScaledWeight = Scaled.Of(score.Weight, 6);
    }

    /// <summary>The curve and its metric's index; null for a table.</summary>
    public (Score.Curve Curve, int Metric)? OnCurve => _score is Score.Curve curve ? (curve, _slot) : null;

    /// <summary>The table and its attribute's index; null for a curve.</summary>
    public (Score.Table Table, int Attribute)? InTable => _score is Score.Table table ? (table, _slot) : null;

    /// <summary>The weight in millionths.</summary>
    public Int128 ScaledWeight { get; }

    public static CompiledScore Of(Score score, PolicySlots slots) => new(score, score switch
    {
        Score.Curve curve => slots.Metric(curve.Metric),
        Score.Table table => slots.Attribute(table.Attribute),
        _ => throw new ArgumentOutOfRangeException(nameof(score)),
    });

    /// <summary>The score, rounded half-even to 4 decimals; null: missing.</summary>
    public decimal? Of(ReadOnlySpan<decimal?> metrics, ReadOnlySpan<string?> attributes) => _score switch
    {
        Score.Curve curve => metrics[_slot] is { } x ? On(curve, x) : Rounded(curve.ScoreIfMissing),
        Score.Table table => Rounded(In(table, attributes[_slot])),
        _ => null,
    };

    private static decimal? In(Score.Table table, string? value)
    {
        foreach (var entry in table.Values)
            if (string.Equals(entry.Value, value, StringComparison.Ordinal)) return entry.Score;
        return table.Otherwise;
    }

    private static decimal On(Score.Curve curve, decimal x)
    {
        var points = curve.Points.Items;
        if (x <= points[0].X) return ExactRatio.Rounded(points[0].Y);
        if (x >= points[^1].X) return ExactRatio.Rounded(points[^1].Y);
        var i = 1;
        while (points[i].X <= x) i++;
        return curve.Steps ? ExactRatio.Rounded(points[i - 1].Y) : Between(points[i - 1], points[i], x);
    }

    private static decimal Between(CurvePoint low, CurvePoint high, decimal x)
    {
        var y0 = Scaled.Of(low.Y, 4);
        var run = Scaled.Of(high.X - low.X, 6);
        var rise = Scaled.Of(high.Y, 4) - y0;
        return ExactRatio.ToScore((y0 * run) + (Scaled.Of(x - low.X, 6) * rise), run);
    }

    private static decimal? Rounded(decimal? score) => score is { } value ? ExactRatio.Rounded(value) : null;
}
