using CustomerTiering.Appeals;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Tiering.Overrides;

namespace CustomerTiering.Api.Hosting;

/// <summary>Installation-wide defaults for policies, read once at the start.</summary>
internal static class CompanyRules
{
    internal static void AddCompanyRules(this IServiceCollection services, ConfiguredValues configured) => services
        .AddSingleton(GovernanceRules.Of(configured))
        .AddSingleton(Overrides(configured))
        .AddSingleton(configured.Period("Appeals:Term") is { } term ? new AppealSettings(term) : AppealSettings.Default);

    private static OverrideSettings Overrides(ConfiguredValues configured)
    {
        var (longest, approvals) = (configured.Period("Overrides:Longest"), configured.Whole("Overrides:Approvals", 1, 20));
        var reasons = (configured.Text("Overrides:Reasons") ?? "")
            .Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToArray();
        if (configured.Text("Overrides:Longest") is not null && reasons.Length == 0)
            configured.Refuse("Overrides:Reasons", "must have reason codes separated by commas if Overrides__Longest is set");
        if (configured.Text("Overrides:Longest") is null && reasons.Length > 0)
            configured.Refuse("Overrides:Longest", "must give the longest override if Overrides__Reasons is set");
        return new(
            longest is { } period && reasons.Length > 0 ? new OverrideBounds(period, approvals ?? 1, [.. reasons]) : null,
            configured.Whole("Overrides:AgentRank", 0, 99), configured.Whole("Overrides:ApproverRank", 0, 99),
            configured.Whole("Overrides:FarRanks", 0, 99) ?? OverrideSettings.Default.FarRanks);
    }
}
