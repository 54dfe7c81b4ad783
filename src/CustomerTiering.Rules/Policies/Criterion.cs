using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>What a comparison looks at.</summary>
public enum Compared
{
#pragma warning disable CS1591 // The names are those of the policy language.
    Metric, Score, Attribute,
#pragma warning restore CS1591
}

/// <summary>How a value is held against a threshold.</summary>
public enum Comparator
{
#pragma warning disable CS1591 // The names are those of the policy language; AtLeast and AtMost include the threshold, Above and Below don't.
    AtLeast, AtMost, Above, Below, Equals, In, NotIn,
#pragma warning restore CS1591
}

/// <summary>A threshold as written, and as a number if it reads as one.</summary>
/// <param name="Text">The text: of a number its plain decimal form, of a boolean <c>true</c> or <c>false</c>.</param>
/// <param name="Number">The number, or null if the text is not one.</param>
public readonly record struct Operand(string Text, decimal? Number);

/// <summary>One bound of a comparison.</summary>
/// <param name="Comparator">How.</param>
/// <param name="Operands">One, or for <see cref="Comparator.In"/> and <see cref="Comparator.NotIn"/> any number.</param>
public sealed record Bound(Comparator Comparator, EquatableList<Operand> Operands);

/// <summary>A condition on a customer; data, nothing to parse. <see cref="Index"/> numbers the nodes of one tree in pre-order from 0, for the trace.</summary>
/// <param name="Index">The node's number in its tree.</param>
public abstract record Criterion(int Index)
{
    /// <summary>A metric, score or attribute within all of the bounds.</summary>
    public sealed record Comparison(int Index, Compared Compared, string Name, EquatableList<Bound> Bounds) : Criterion(Index);

    /// <summary>The customer is in a segment.</summary>
    public sealed record InSegment(int Index, string Segment) : Criterion(Index);

    /// <summary>The lifecycle stage in force at the end of the day is one of these; of nothing it is none. Not in lifecycles and segments.</summary>
    public sealed record InStage(int Index, EquatableList<string> Stages) : Criterion(Index);

    /// <summary>Every item holds; of nothing it holds.</summary>
    public sealed record All(int Index, EquatableList<Criterion> Items) : Criterion(Index);

    /// <summary>Some item holds; of nothing it doesn't.</summary>
    public sealed record Any(int Index, EquatableList<Criterion> Items) : Criterion(Index);

    /// <summary>The item doesn't hold.</summary>
    public sealed record Not(int Index, Criterion Item) : Criterion(Index);

    /// <summary>At least so many items hold.</summary>
    public sealed record CountOf(int Index, int Count, EquatableList<Criterion> Items) : Criterion(Index);

    /// <summary>Lifecycle documents only: the current stage is one of these or, when the current stage itself is judged, the one before it.</summary>
    public sealed record Was(int Index, EquatableList<string> Stages) : Criterion(Index);
}
