using System.Collections.Immutable;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Paths;

/// <summary>A range of values, both ends included.</summary>
internal readonly record struct Span(decimal From, decimal To);

/// <summary>The valid values of a metric or score: disjoint ascending spans on a grid of decimals, and whether a missing value is valid.</summary>
internal sealed record Region(ImmutableArray<Span> Spans, bool Missing, decimal Grid)
{
    /// <summary>Limits below and above all possible values.</summary>
    public const decimal Lowest = -1_000_000_000_000_000_000m, Highest = -Lowest;

    public const decimal OfMetrics = 0.000001m, OfScores = 0.0001m;

    public bool IsEmpty => Spans.IsEmpty && !Missing;

    /// <summary>The values for which a comparison has the required result. With a missing value it does not hold.</summary>
    public static Region Of(EquatableList<Bound> bounds, bool wanted, decimal grid)
    {
        var region = new Region([new(Lowest, Highest)], false, grid);
        foreach (var bound in bounds) region = region.And(Of(bound, grid));
        return wanted ? region : region.Outside() with { Missing = true };
    }

    public bool Contains(decimal? value)
    {
        if (value is not { } number) return Missing;
        foreach (var span in Spans)
            if (number >= span.From && number <= span.To) return true;
        return false;
    }

    public Region And(Region other)
    {
        var both = ImmutableArray.CreateBuilder<Span>();
        for (int i = 0, j = 0; i < Spans.Length && j < other.Spans.Length;)
        {
            var (a, b) = (Spans[i], other.Spans[j]);
            var (from, to) = (Math.Max(a.From, b.From), Math.Min(a.To, b.To));
            if (from <= to) both.Add(new(from, to));
            if (a.To <= b.To) i++;
            else j++;
        }
        return new(both.ToImmutable(), Missing && other.Missing, Grid);
    }

    /// <summary>Whether every valid value of the other region is valid here.</summary>
    public bool Covers(Region other)
    {
        if (other.Missing && !Missing) return false;
        var i = 0;
        foreach (var span in other.Spans)
        {
            while (i < Spans.Length && Spans[i].To < span.From) i++;
            if (i == Spans.Length || Spans[i].From > span.From || Spans[i].To < span.To) return false;
        }
        return true;
    }

    /// <summary>Creates a region from spans in any order. Adjacent spans are merged.</summary>
    public static Region Joined(IEnumerable<Span> spans, bool missing, decimal grid)
    {
        var joined = ImmutableArray.CreateBuilder<Span>();
        foreach (var span in spans.OrderBy(span => span.From))
        {
            if (joined.Count > 0 && span.From <= joined[^1].To + grid) joined[^1] = new(joined[^1].From, Math.Max(joined[^1].To, span.To));
            else joined.Add(span);
        }
        return new(joined.ToImmutable(), missing, grid);
    }

    private Region Outside()
    {
        var outside = ImmutableArray.CreateBuilder<Span>();
        var from = Lowest;
        foreach (var span in Spans)
        {
            if (span.From > from) outside.Add(new(from, span.From - Grid));
            from = span.To + Grid;
        }
        if (from <= Highest) outside.Add(new(from, Highest));
        return this with { Spans = outside.ToImmutable() };
    }

    private static Region Of(Bound bound, decimal grid)
    {
        var numbers = bound.Operands.Select(operand => operand.Number).OfType<decimal>().ToList();
        decimal Up() => Math.Ceiling(numbers[0] / grid) * grid;
        decimal Down() => Math.Floor(numbers[0] / grid) * grid;
        var points = Joined(numbers.Where(number => number % grid == 0).Select(number => new Span(number, number)), false, grid);
        return bound.Comparator switch
        {
            Comparator.AtLeast => points with { Spans = [new(Up(), Highest)] },
            Comparator.Above => points with { Spans = [new(Down() + grid, Highest)] },
            Comparator.AtMost => points with { Spans = [new(Lowest, Down())] },
            Comparator.Below => points with { Spans = [new(Lowest, Up() - grid)] },
            Comparator.NotIn => points.Outside(),
            _ => points,
        };
    }
}
