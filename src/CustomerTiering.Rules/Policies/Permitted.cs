using System.Collections.Immutable;

namespace CustomerTiering.Rules.Policies;

/// <summary>
/// The values that bounds permit for one metric or score: from <paramref name="Least"/> to <paramref name="Most"/>, both included, and only those in
/// <paramref name="Only"/> unless it is null. Values are rounded to a step before comparison, so "above 5" is "from 5.000001".
/// </summary>
internal sealed record Permitted(decimal? Least, decimal? Most, ImmutableSortedSet<decimal>? Only, ImmutableSortedSet<decimal> Never)
{
    public static Permitted Everything { get; } = new(null, null, null, []);

    /// <summary>Whether no value is left.</summary>
    public bool IsEmpty => Least > Most || (Only is { } only && !only.Any(Holds));

    public bool Holds(decimal value) => !(value < Least) && !(value > Most) && Only?.Contains(value) != false && !Never.Contains(value);

    public Permitted And(Bound bound, Compared compared)
    {
        var step = compared == Compared.Score ? 0.0001m : 0.000001m;
        var numbers = bound.Operands.Select(o => o.Number).OfType<decimal>().ToImmutableSortedSet();
        if (numbers.IsEmpty) return this;
        return bound.Comparator switch
        {
            Comparator.AtLeast => From(Math.Ceiling(numbers[0] / step) * step),
            Comparator.Above => From((Math.Floor(numbers[0] / step) * step) + step),
            Comparator.AtMost => UpTo(Math.Floor(numbers[0] / step) * step),
            Comparator.Below => UpTo((Math.Ceiling(numbers[0] / step) * step) - step),
            Comparator.NotIn => this with { Never = Never.Union(numbers) },
            _ => this with { Only = Only is { } only ? only.Intersect(numbers) : numbers },
        };
    }

    /// <summary>
    /// Whether a value that <paramref name="wider"/> permits is clearly not permitted here: a tighter lower or upper bound where both have one, or a
    /// list that omits one of its values.
    /// </summary>
    public bool IsStricterThan(Permitted wider)
    {
        if (wider.Only is { } values) return values.Any(v => wider.Holds(v) && !Holds(v));
        return Only is not null || Least > wider.Least || Most < wider.Most;
    }

    private Permitted From(decimal least) => this with { Least = Least is { } l ? Math.Max(l, least) : least };

    private Permitted UpTo(decimal most) => this with { Most = Most is { } m ? Math.Min(m, most) : most };
}
