using System.Collections.Immutable;

namespace CustomerTiering.Rules.Paths;

/// <summary>One change of a value. A path is a set of changes.</summary>
internal abstract record Part
{
    private Part() { }

    /// <summary>A metric has a different value.</summary>
    public record Moved(int Metric, decimal? Value) : Part;

    /// <summary>The customer moves a metric.</summary>
    public sealed record ByShift(Shift Shift) : Moved(Shift.Metric, Shift.Value);

    /// <summary>A metric has a different value that the customer cannot bring about.</summary>
    public sealed record Otherwise(int Metric, decimal? Value, ImmutableArray<Demand> Demands) : Moved(Metric, Value);

    /// <summary>An attribute has a different text, or none.</summary>
    public sealed record Attribute(int Place, string? Text, ImmutableArray<Demand> Demands) : Part;

    /// <summary>The customer is in a segment, or is not.</summary>
    public sealed record Segment(string Name, bool IsIn, ImmutableArray<Demand> Demands) : Part;

    /// <summary>The customer is in a different stage of the lifecycle; null for one that no criterion names.</summary>
    public sealed record Stage(string? Name, ImmutableArray<Demand> Demands) : Part;

    /// <summary>Comparisons of a score have the required result, by any means.</summary>
    public sealed record Score(ImmutableArray<Demand> Demands) : Part;
}
