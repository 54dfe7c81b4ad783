using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>Identifies an override.</summary>
public sealed record OverrideAddress(Guid Customer, string Ladder, Guid Id);

/// <summary>What the handlers of override commands know besides the tier.</summary>
/// <param name="Policy">The version of the ladder's policy in force today.</param>
/// <param name="Actor">The subject of the caller's token, by which requester and approvers are distinguished.</param>
/// <param name="Today">Today in the policy's zone.</param>
public sealed record OverrideContext(CompiledPolicy Policy, OverrideSettings Settings, string Actor, DateOnly Today)
{
    /// <summary>The permitted overrides; null if none are permitted.</summary>
    public OverrideBounds? Bounds => Policy.Policy.Overrides ?? Settings.Bounds;
}
