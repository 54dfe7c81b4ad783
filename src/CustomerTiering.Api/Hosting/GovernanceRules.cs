using System.Globalization;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Api.Hosting;

/// <summary>
/// What is asked of approvals: <c>Governance:Approvals</c> people (default 1) within <c>Governance:Term</c> (default P90D), or of one kind of standard
/// <c>Governance:Approvals:service-plans</c> and the like.
/// </summary>
internal static class GovernanceRules
{
    internal static ApprovalRules Of(IConfiguration configuration)
    {
        var byKind = StandardKind.All.ToDictionary(kind => kind, kind => new ApprovalRule(Needed(configuration, kind), Term(configuration, kind)));
        return new(kind => byKind[kind]);
    }

    private static int Needed(IConfiguration configuration, StandardKind kind)
    {
        if (Said(configuration, "Approvals", kind) is not (var key, { } text)) return ApprovalRule.Default.Needed;
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var needed) && needed is >= 1 and <= ApprovalRule.Most
            ? needed
            : throw new Refused($"{key} must be a number from 1 to {ApprovalRule.Most}.");
    }

    private static Period Term(IConfiguration configuration, StandardKind kind)
    {
        if (Said(configuration, "Term", kind) is not (var key, { } text)) return ApprovalRule.Default.Term;
        return Period.TryParse(text, out var term) && term is { Months: <= 1200, Days: <= 36_525 } ? term : throw new Refused($"{key} must be a period such as P90D, up to 100 years.");
    }

    private static (string Key, string? Text) Said(IConfiguration configuration, string what, StandardKind kind)
    {
        var (own, all) = ($"Governance:{what}:{kind.Route}", $"Governance:{what}");
        return configuration[own] is { } said ? (own, said) : (all, configuration[all]);
    }
}
