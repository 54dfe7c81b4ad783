using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>A number about a customer that scores and criteria refer to by name.</summary>
/// <param name="Missing">The value that replaces a missing one; null: missing stays missing.</param>
public abstract record Metric(string Name, decimal? Missing)
{
    /// <summary>The display name by language; if empty, texts describe what the metric counts.</summary>
    public LocalizedText Title { get; init; } = LocalizedText.None;

    /// <summary>True: neither the value nor a threshold on it is shown to a customer.</summary>
    public bool IsInternal { get; init; }

    /// <summary>An aggregate of a measure over a window.</summary>
    /// <param name="Window"><see cref="Window.State"/> for a state.</param>
    /// <param name="Where">Conditions that must all hold; empty for none.</param>
    /// <param name="Of">What <see cref="Aggregate.Distinct"/> counts; null otherwise.</param>
    /// <param name="AtLeastSamples">With fewer facts the value is missing; 0 for no minimum.</param>
    /// <param name="NetAtLeast">Orders with less left (of the matching lines) do not count; null for no minimum. Only for purchases.</param>
    /// <param name="Before">The value for days before the first value; null: such days are left out. Only for daily aggregates.</param>
    public sealed record Measured(
        string Name, decimal? Missing, Measure Measure, Aggregate Aggregate, Window Window,
        EquatableList<FieldCondition> Where, FactField? Of, int AtLeastSamples, decimal? NetAtLeast = null,
        decimal? Before = null) : Metric(Name, Missing);

    /// <summary>The rounded value of the first metric divided by that of the second.</summary>
    /// <param name="First">Name of the dividend; not a ratio.</param>
    /// <param name="Second">Name of the divisor; not a ratio.</param>
    public sealed record Ratio(string Name, decimal? Missing, string First, string Second) : Metric(Name, Missing);
}
