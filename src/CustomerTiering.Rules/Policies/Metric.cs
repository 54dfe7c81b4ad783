using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>A number about a customer that scores and criteria refer to by name.</summary>
/// <param name="Name">The name in the policy.</param>
/// <param name="Missing">The value that stands in for a missing one, or null if missing stays missing.</param>
public abstract record Metric(string Name, decimal? Missing)
{
    /// <summary>What it is called wherever words are made, by language; empty: it is told by what it counts.</summary>
    public LocalizedText Title { get; init; } = LocalizedText.None;

    /// <summary>True: neither its value nor a threshold on it is told to a customer.</summary>
    public bool IsInternal { get; init; }

    /// <summary>An aggregate of a measure over a window.</summary>
    /// <param name="Name">The name in the policy.</param>
    /// <param name="Missing">What stands in for a missing value.</param>
    /// <param name="Measure">What is counted.</param>
    /// <param name="Aggregate">How.</param>
    /// <param name="Window">Over which days; <see cref="Window.State"/> for a state.</param>
    /// <param name="Where">Conditions that all must hold; empty for none.</param>
    /// <param name="Of">What <see cref="Aggregate.Distinct"/> counts; null otherwise.</param>
    /// <param name="AtLeastSamples">Below so many facts the value is missing; 0 for no such bound.</param>
    /// <param name="NetAtLeast">Orders of which less is left (of the matching lines) don't count; null for no such bound. Measures of purchases alone.</param>
    /// <param name="Before">What the days before the first value count with; null: they are left out. Daily aggregates alone.</param>
    public sealed record Measured(
        string Name, decimal? Missing, Measure Measure, Aggregate Aggregate, Window Window,
        EquatableList<FieldCondition> Where, FactField? Of, int AtLeastSamples, decimal? NetAtLeast = null, decimal? Before = null) : Metric(Name, Missing);

    /// <summary>The first metric's rounded value ÷ the second's.</summary>
    /// <param name="Name">The name in the policy.</param>
    /// <param name="Missing">What stands in for a missing value.</param>
    /// <param name="First">Name of the dividend; not a ratio.</param>
    /// <param name="Second">Name of the divisor; not a ratio.</param>
    public sealed record Ratio(string Name, decimal? Missing, string First, string Second) : Metric(Name, Missing);
}
