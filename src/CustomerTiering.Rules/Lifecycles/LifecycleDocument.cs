using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Lifecycles;

/// <summary>A valid lifecycle: the content of a <c>lifecycle/1</c> document with defaults filled in.</summary>
/// <param name="TimeZone">IANA name of the zone whose calendar days count.</param>
/// <param name="Currency">ISO 4217 code of all amounts.</param>
/// <param name="Metrics">Sorted by name in code-point order.</param>
/// <param name="Stages">In the order of judging: the first whose criterion holds applies.</param>
/// <param name="Moves">Stages with restricted moves, in document order. All other stages may be left for any.</param>
/// <param name="Rates">Exchange rates into <paramref name="Currency"/>, in document order.</param>
public sealed record LifecycleDocument(
    string TimeZone, string Currency, EquatableList<Metric> Metrics, EquatableList<Stage> Stages, EquatableList<StageMoves> Moves,
    EquatableList<ExchangeRate> Rates)
{
    /// <summary>The only stages for which <paramref name="code"/> may be left; null if it may be left for any.</summary>
    public EquatableList<string>? MovesFrom(string code) => Moves.FirstOrDefault(m => m.From == code)?.To;
}

/// <summary>A stage of the lifecycle.</summary>
/// <param name="Index">The index in the order, from 0.</param>
/// <param name="Name">Without texts if the document has none.</param>
/// <param name="When">The criterion; it applies if no earlier stage's does.</param>
public sealed record Stage(int Index, string Code, LocalizedText Name, Criterion When);

/// <summary>The stages for which a stage may be left.</summary>
/// <param name="From">Code of the stage left.</param>
/// <param name="To">Codes of the permitted stages; empty: it is never left.</param>
public sealed record StageMoves(string From, EquatableList<string> To);
