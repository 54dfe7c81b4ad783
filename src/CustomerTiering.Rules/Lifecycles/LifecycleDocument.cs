using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Lifecycles;

/// <summary>A lifecycle that was read and found to be without fault: what <c>lifecycle/1</c> says, with its defaults filled in.</summary>
/// <param name="TimeZone">IANA name of the zone whose calendar days count.</param>
/// <param name="Currency">ISO 4217 code of all amounts.</param>
/// <param name="Metrics">By name, in code-point order.</param>
/// <param name="Stages">In the order in which they are judged: the first that holds is the customer's.</param>
/// <param name="Moves">The stages that are left for certain others only, in the order of the document; every other stage is left for any.</param>
/// <param name="Rates">By which amounts in other currencies are converted, in the order of the document.</param>
public sealed record LifecycleDocument(
    string TimeZone, string Currency, EquatableList<Metric> Metrics, EquatableList<Stage> Stages, EquatableList<StageMoves> Moves,
    EquatableList<ExchangeRate> Rates)
{
    /// <summary>The only stages for which <paramref name="code"/> may be left, or null if it may be left for any.</summary>
    public EquatableList<string>? MovesFrom(string code) => Moves.FirstOrDefault(m => m.From == code)?.To;
}

/// <summary>One stage of a customer's life.</summary>
/// <param name="Index">Its place in the order, from 0.</param>
/// <param name="Name">Its name; without texts where the document gives none.</param>
/// <param name="When">What makes it the customer's, if no stage before it does.</param>
public sealed record Stage(int Index, string Code, LocalizedText Name, Criterion When);

/// <summary>The stages for which one may be left.</summary>
/// <param name="From">Code of the stage that is left.</param>
/// <param name="To">Codes of the stages it may be left for; none: it is never left.</param>
public sealed record StageMoves(string From, EquatableList<string> To);
