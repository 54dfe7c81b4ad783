using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>What the installation says about overrides.</summary>
/// <param name="Bounds">What an override may be where the policy does not say; null: none is permitted then.</param>
/// <param name="AgentRank">The highest rank, 0 the lowest, whose tier an agent may ask for; null: any.</param>
/// <param name="ApproverRank">The highest rank whose tier an approver may approve; null: any.</param>
/// <param name="FarRanks">One approval more is needed for a tier that is more than so many ranks above the computed one.</param>
public sealed record OverrideSettings(OverrideBounds? Bounds, int? AgentRank, int? ApproverRank, int FarRanks)
{
    /// <summary>Where nothing is configured.</summary>
    public static OverrideSettings Default { get; } = new(null, null, null, 2);

    /// <summary>How many people besides the requester must approve a tier of a rank.</summary>
    internal int Approvals(OverrideBounds bounds, OverrideKind kind, int rank, int computed) =>
        bounds.Approvals + (kind != OverrideKind.Ceiling && rank - computed > FarRanks ? 1 : 0);

    /// <summary>The refusal of a tier above somebody's limit; a ceiling raises nobody and has none.</summary>
    internal static Problem? AboveLimit(OverrideKind kind, int rank, int? highest, string who) => kind != OverrideKind.Ceiling && rank > highest
        ? Problem.Forbidden("rank-too-high", $"{who} only tiers up to rank {highest} (0 is the lowest); this tier has rank {rank}.")
        : null;
}
