using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>The installation's settings for overrides.</summary>
/// <param name="Bounds">The permitted overrides where the policy does not define them; null if none are permitted.</param>
/// <param name="AgentRank">The highest rank (0 is the lowest) that an agent may request; null for no limit.</param>
/// <param name="ApproverRank">The highest rank that an approver may approve; null for no limit.</param>
/// <param name="FarRanks">A tier more than this many ranks above the computed one needs an additional approval.</param>
public sealed record OverrideSettings(OverrideBounds? Bounds, int? AgentRank, int? ApproverRank, int FarRanks)
{
    /// <summary>The settings without any configuration.</summary>
    public static OverrideSettings Default { get; } = new(null, null, null, 2);

    /// <summary>How many people besides the requester must approve.</summary>
    internal int Approvals(OverrideBounds bounds, OverrideKind kind, int rank, int computed) =>
        bounds.Approvals + (kind != OverrideKind.Ceiling && rank - computed > FarRanks ? 1 : 0);

    /// <summary>The problem if the tier is above the limit. Ceilings have no limit because they raise no tier.</summary>
    internal static Problem? AboveLimit(OverrideKind kind, int rank, int? highest, string who) => kind != OverrideKind.Ceiling && rank > highest
        ? Problem.Forbidden("rank-too-high", $"{who} only tiers up to rank {highest} (0 is the lowest); this tier has rank {rank}.")
        : null;
}
