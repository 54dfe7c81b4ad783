using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Rules.Paper;

/// <summary>One entry of a customer's timeline.</summary>
/// <param name="Customer">The customer's external id.</param>
/// <param name="Entry">A decision, a warning or a standing.</param>
public sealed record PaperEntry(string Customer, TimelineEntry Entry);

/// <summary>The result of a run: exactly one of the two.</summary>
/// <param name="Entries">The output, by customer in code-point order, then by day in the order of the rules; null with an error.</param>
public sealed record PaperResult(IReadOnlyList<PaperEntry>? Entries, MetricError? Error);
