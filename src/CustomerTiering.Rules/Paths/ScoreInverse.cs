using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths;

/// <summary>Finds the values of a metric that give valid scores, exactly and including rounding.</summary>
internal static class ScoreInverse
{
    /// <summary>The values of the metric with a valid score.</summary>
    /// <param name="score">The rounded score of a value or a missing value; monotonic between adjacent breaks, and constant outside them.</param>
    /// <param name="breaks">Distinct x of the curves' points, ascending.</param>
    /// <param name="right">The valid scores.</param>
    public static Region Of(Func<decimal?, decimal?> score, IReadOnlyList<decimal> breaks, Region right)
    {
        var spans = new List<Span>();
        if (right.Contains(score(breaks[0]))) spans.Add(new(Region.Lowest, breaks[0]));
        for (var i = 1; i < breaks.Count; i++) AddBetween(spans, score, breaks[i - 1], breaks[i], right);
        if (right.Contains(score(breaks[^1]))) spans.Add(new(breaks[^1], Region.Highest));
        return Region.Joined(spans, right.Contains(score(null)), Region.OfMetrics);
    }

    /// <summary>The points at which the curves of a metric bend.</summary>
    public static IReadOnlyList<decimal> Breaks(IEnumerable<Score.Curve> curves) =>
        [.. curves.SelectMany(curve => curve.Points).Select(point => point.X).Distinct().Order()];

    private static void AddBetween(List<Span> spans, Func<decimal?, decimal?> score, decimal from, decimal to, Region right)
    {
        if (score(from) is not { } first || score(to) is not { } last)
        {
            if (right.Missing) spans.Add(new(from, to));
            return;
        }
        var (low, high) = (Scaled.Of(from, 6), Scaled.Of(to, 6));
        decimal At(Int128 place) => score(Scaled.ToDecimal(place, 6)) ?? first;
        foreach (var span in right.Spans)
        {
            if (Math.Max(first, last) < span.From || Math.Min(first, last) > span.To) continue;
            var (begin, end) = first <= last
                ? (First(low, high, place => At(place) >= span.From), First(low, high + 1, place => place > high || At(place) > span.To) - 1)
                : (First(low, high, place => At(place) <= span.To), First(low, high + 1, place => place > high || At(place) < span.From) - 1);
            if (begin <= end) spans.Add(new(Scaled.ToDecimal(begin, 6), Scaled.ToDecimal(end, 6)));
        }
    }

    /// <summary>The first place in the range for which <paramref name="isSo"/> holds, by bisection; it must hold for all later places.</summary>
    private static Int128 First(Int128 low, Int128 high, Func<Int128, bool> isSo)
    {
        while (low < high)
        {
            var middle = low + ((high - low) / 2);
            if (isSo(middle)) high = middle;
            else low = middle + 1;
        }
        return low;
    }
}
