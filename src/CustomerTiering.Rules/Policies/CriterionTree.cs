using System.Collections.Immutable;

namespace CustomerTiering.Rules.Policies;

/// <summary>A criterion and where each of its nodes stands in the document.</summary>
/// <param name="Root">The criterion, without the nodes that have a fault.</param>
/// <param name="Paths">JSON path by <see cref="Criterion.Index"/>.</param>
internal sealed record CriterionTree(Criterion Root, ImmutableArray<string> Paths);
