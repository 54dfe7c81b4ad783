using System.Collections.Immutable;

namespace CustomerTiering.Rules.Policies;

/// <summary>A criterion with the location of each of its nodes in the document.</summary>
/// <param name="Root">The criterion, without invalid nodes.</param>
/// <param name="Paths">JSON path by <see cref="Criterion.Index"/>.</param>
internal sealed record CriterionTree(Criterion Root, ImmutableArray<string> Paths);
