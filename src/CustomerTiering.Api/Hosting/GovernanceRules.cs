using CustomerTiering.Policies;

namespace CustomerTiering.Api.Hosting;

/// <summary>
/// The required approvals: <c>Governance:Approvals</c> persons (default 1) within <c>Governance:Term</c> (default P90D), or for one kind of standard
/// <c>Governance:Approvals:service-plans</c> and so on.
/// </summary>
internal static class GovernanceRules
{
    internal static ApprovalRules Of(ConfiguredValues configured)
    {
        var all = Of(configured, "", ApprovalRule.Default);
        var byKind = StandardKind.All.ToDictionary(kind => kind, kind => Of(configured, ":" + kind.Route, all));
        return new(kind => byKind[kind]);
    }

    private static ApprovalRule Of(ConfiguredValues configured, string kind, ApprovalRule unlessSaid) => new(
        configured.Whole("Governance:Approvals" + kind, 1, ApprovalRule.Most) ?? unlessSaid.Needed,
        configured.Period("Governance:Term" + kind) ?? unlessSaid.Term);
}
