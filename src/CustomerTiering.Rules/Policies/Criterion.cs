using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>The subject of a comparison.</summary>
public enum Compared
{
#pragma warning disable CS1591 // The names are those of the policy language.
    Metric, Score, Attribute,
#pragma warning restore CS1591
}

/// <summary>How a value is compared with a threshold.</summary>
public enum Comparator
{
#pragma warning disable CS1591 // The names are those of the policy language; AtLeast and AtMost include the threshold, Above and Below don't.
    AtLeast, AtMost, Above, Below, Equals, In, NotIn,
#pragma warning restore CS1591
}

/// <summary>A threshold as text, and as a number if possible.</summary>
/// <param name="Text">A number in plain decimal form, a boolean as <c>true</c> or <c>false</c>.</param>
/// <param name="Number">Null if the text is not a number.</param>
public readonly record struct Operand(string Text, decimal? Number);

/// <summary>One bound of a comparison.</summary>
/// <param name="Operands">One; for <see cref="Comparator.In"/> and <see cref="Comparator.NotIn"/> any number.</param>
public sealed record Bound(Comparator Comparator, EquatableList<Operand> Operands);

/// <summary>A condition on a customer, as data without any parsing.</summary>
/// <param name="Index">The node's number in its tree, in pre-order from 0, for the trace.</param>
public abstract record Criterion(int Index)
{
    /// <summary>A metric, score or attribute within all of the bounds.</summary>
    public sealed record Comparison(int Index, Compared Compared, string Name, EquatableList<Bound> Bounds) : Criterion(Index);

    /// <summary>The customer is in a segment.</summary>
    public sealed record InSegment(int Index, string Segment) : Criterion(Index);

    /// <summary>The lifecycle stage at the end of the day is one of these; false for an empty list. Not in lifecycles and segments.</summary>
    public sealed record InStage(int Index, EquatableList<string> Stages) : Criterion(Index);

    /// <summary>Every item holds; true for an empty list.</summary>
    public sealed record All(int Index, EquatableList<Criterion> Items) : Criterion(Index);

    /// <summary>Some item holds; false for an empty list.</summary>
    public sealed record Any(int Index, EquatableList<Criterion> Items) : Criterion(Index);

    /// <summary>The item does not hold.</summary>
    public sealed record Not(int Index, Criterion Item) : Criterion(Index);

    /// <summary>At least <paramref name="Count"/> items hold.</summary>
    public sealed record CountOf(int Index, int Count, EquatableList<Criterion> Items) : Criterion(Index);

    /// <summary>Only in lifecycles: the current stage or, when the current stage itself is judged, the one before it is one of these.</summary>
    public sealed record Was(int Index, EquatableList<string> Stages) : Criterion(Index);
}
