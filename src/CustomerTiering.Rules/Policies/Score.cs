using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>One dimension of the composite score <c>total</c>.</summary>
/// <param name="Name">The name in the policy; never <c>total</c>.</param>
/// <param name="Weight">The weight in the total, 0 or more.</param>
public abstract record Score(string Name, decimal Weight)
{
    /// <summary>The display name by language; if empty, the name in the policy.</summary>
    public LocalizedText Title { get; init; } = LocalizedText.None;

    /// <summary>True: nothing about the score is shown to a customer, not even what would improve it.</summary>
    public bool IsInternal { get; init; }

    /// <summary>A curve over a metric.</summary>
    /// <param name="Metric">Name of the metric.</param>
    /// <param name="Points">At least two, x strictly increasing.</param>
    /// <param name="Steps">True: the y of the last point reached; false: linear interpolation.</param>
    /// <param name="ScoreIfMissing">The score of a missing metric; null: the score is missing, and so is the total.</param>
    public sealed record Curve(
        string Name, decimal Weight, string Metric, EquatableList<CurvePoint> Points, bool Steps, decimal? ScoreIfMissing) : Score(Name, Weight);

    /// <summary>A table over an attribute's text.</summary>
    /// <param name="Attribute">Name of the attribute.</param>
    /// <param name="Otherwise">Score of all other values and of an absent attribute; null: missing.</param>
    public sealed record Table(
        string Name, decimal Weight, string Attribute, EquatableList<ValueScore> Values, decimal? Otherwise) : Score(Name, Weight);
}

/// <summary>A point of a curve.</summary>
/// <param name="X">The metric's value.</param>
/// <param name="Y">The score.</param>
public readonly record struct CurvePoint(decimal X, decimal Y);

/// <summary>The score of one value of an attribute.</summary>
public readonly record struct ValueScore(string Value, decimal Score);
