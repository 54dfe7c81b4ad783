using System.Collections.Immutable;

namespace CustomerTiering.Rules.Paths;

/// <summary>One thing that is otherwise than it is: a path is a set of them.</summary>
internal abstract record Part
{
    private Part() { }

    /// <summary>A metric has another value.</summary>
    public record Moved(int Metric, decimal? Value) : Part;

    /// <summary>A metric is moved by the customer.</summary>
    public sealed record ByShift(Shift Shift) : Moved(Shift.Metric, Shift.Value);

    /// <summary>A metric has another value, which the customer can't bring about.</summary>
    public sealed record Otherwise(int Metric, decimal? Value, ImmutableArray<Demand> Demands) : Moved(Metric, Value);

    /// <summary>An attribute has another text, or none.</summary>
    public sealed record Attribute(int Place, string? Text, ImmutableArray<Demand> Demands) : Part;

    /// <summary>The customer is in a segment, or isn't.</summary>
    public sealed record Segment(string Name, bool IsIn, ImmutableArray<Demand> Demands) : Part;

    /// <summary>The customer is in another stage of the lifecycle; null for one that no criterion names.</summary>
    public sealed record Stage(string? Name, ImmutableArray<Demand> Demands) : Part;

    /// <summary>Comparisons of a score come out as wanted, by whatever.</summary>
    public sealed record Score(ImmutableArray<Demand> Demands) : Part;
}
