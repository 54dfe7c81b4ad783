using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>Which override is meant.</summary>
/// <param name="Customer">Whose tier.</param>
/// <param name="Ladder">On which ladder.</param>
/// <param name="Id">The override.</param>
public sealed record OverrideAddress(Guid Customer, string Ladder, Guid Id);

/// <summary>What the handlers of overrides know besides the tier.</summary>
/// <param name="Policy">The version of the ladder's policy that decides today.</param>
/// <param name="Settings">What the installation says.</param>
/// <param name="Actor">Who does it: by this subject requester and approvers are told apart, whatever role they use.</param>
/// <param name="Today">Today in the policy's zone.</param>
public sealed record OverrideContext(CompiledPolicy Policy, OverrideSettings Settings, string Actor, DateOnly Today)
{
    /// <summary>What an override may be; null: none is permitted.</summary>
    public OverrideBounds? Bounds => Policy.Policy.Overrides ?? Settings.Bounds;
}
