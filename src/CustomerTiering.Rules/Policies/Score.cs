using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>One dimension of the composite score <c>total</c>.</summary>
/// <param name="Name">The name in the policy; never <c>total</c>.</param>
/// <param name="Weight">Its weight in the total, 0 or more.</param>
public abstract record Score(string Name, decimal Weight)
{
    /// <summary>What it is called wherever words are made, by language; empty: its name in the policy.</summary>
    public LocalizedText Title { get; init; } = LocalizedText.None;

    /// <summary>True: not even what a customer can do through it is told to them.</summary>
    public bool IsInternal { get; init; }

    /// <summary>A curve over a metric.</summary>
    /// <param name="Name">The name in the policy.</param>
    /// <param name="Weight">Its weight in the total.</param>
    /// <param name="Metric">Name of the metric.</param>
    /// <param name="Points">At least two, x strictly rising.</param>
    /// <param name="Steps">True: the y of the last point reached; false: linear between two points.</param>
    /// <param name="ScoreIfMissing">The score of a missing metric, or null: the score is missing, and the total with it.</param>
    public sealed record Curve(
        string Name, decimal Weight, string Metric, EquatableList<CurvePoint> Points, bool Steps, decimal? ScoreIfMissing) : Score(Name, Weight);

    /// <summary>A table over an attribute's text.</summary>
    /// <param name="Name">The name in the policy.</param>
    /// <param name="Weight">Its weight in the total.</param>
    /// <param name="Attribute">Name of the attribute.</param>
    /// <param name="Values">Score by value.</param>
    /// <param name="Otherwise">Score of every other value and of an absent attribute, or null: missing.</param>
    public sealed record Table(
        string Name, decimal Weight, string Attribute, EquatableList<ValueScore> Values, decimal? Otherwise) : Score(Name, Weight);
}

/// <summary>A point of a curve.</summary>
/// <param name="X">The metric's value.</param>
/// <param name="Y">The score there.</param>
public readonly record struct CurvePoint(decimal X, decimal Y);

/// <summary>The score of one value of an attribute.</summary>
/// <param name="Value">The attribute's value as text.</param>
public readonly record struct ValueScore(string Value, decimal Score);
