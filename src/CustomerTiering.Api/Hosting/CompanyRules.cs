using CustomerTiering.Appeals;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;
using CustomerTiering.Tiering.Overrides;

namespace CustomerTiering.Api.Hosting;

/// <summary>What the installation says where policies say nothing: read once, and refused at the start if it is wrong.</summary>
internal static class CompanyRules
{
    internal static void AddCompanyRules(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddSingleton(Overrides(configuration.GetSection("Overrides")));
        var appeals = configuration.GetSection("Appeals");
        services.AddSingleton(appeals["Term"] is null ? AppealSettings.Default : new AppealSettings(PeriodOf(appeals, "Term")));
    }

    private static OverrideSettings Overrides(IConfigurationSection section)
    {
        var reasons = (section["Reasons"] ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct().ToArray();
        if (section["Longest"] is null != (reasons.Length == 0)) throw new Refused("Overrides:Longest and Overrides:Reasons go together.");
        var bounds = reasons.Length == 0 ? null : new OverrideBounds(PeriodOf(section, "Longest"), Number(section, "Approvals", 1, 20) ?? 1, [.. reasons]);
        return new(
            bounds, Number(section, "AgentRank", 0, 99), Number(section, "ApproverRank", 0, 99),
            Number(section, "FarRanks", 0, 99) ?? OverrideSettings.Default.FarRanks);
    }

    private static Period PeriodOf(IConfigurationSection section, string name) => Period.TryParse(section[name], out var period)
        ? period
        : throw new Refused($"{section.Path}:{name} is an ISO 8601 period of whole years, months, weeks and days, such as P6M; it is '{section[name]}'.");

    private static int? Number(IConfigurationSection section, string name, int least, int most) => section[name] is not { } text ? null
        : int.TryParse(text, out var number) && number >= least && number <= most ? number
        : throw new Refused($"{section.Path}:{name} is a whole number from {least} to {most}; it is '{text}'.");
}
