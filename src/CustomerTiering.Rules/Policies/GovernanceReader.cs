using System.Text.Json;
using CustomerTiering.Rules.Documents;

namespace CustomerTiering.Rules.Policies;

/// <summary>Reads how a new version treats held tiers, and the limits for overrides.</summary>
internal static class GovernanceReader
{
    /// <summary>Whether the word is <c>at-once</c>.</summary>
    public static readonly Vocabulary<bool> NamedTransition = new(("until-expiry", false), ("at-once", true));
    public static readonly string[] Capped = ["capped"];
    public static readonly string[] Overrides = ["longest", "approvals", "reasons"];
    public const int MostApprovals = 20;

    public static Transition? Transition(Cursor? transition)
    {
        if (transition is null) return new Transition.UntilExpiry();
        if (transition.Kind == JsonValueKind.Object)
            return transition.Object(Capped)?.Required("capped")?.Integer(1, Limits.Tiers) is { } steps ? new Transition.Capped(steps) : null;
        return transition.Word(NamedTransition) switch { true => new Transition.AtOnce(), false => new Transition.UntilExpiry(), null => null };
    }

    public static OverrideBounds? Bounds(Cursor? overrides)
    {
        if (overrides?.Object(Overrides) is not { } members) return null;
        var longest = members.Required("longest")?.Period();
        var approvals = members.Optional("approvals") is { } written ? written.Integer(1, MostApprovals) : 1;
        var reasons = new List<string>();
        foreach (var item in members.Required("reasons")?.Items() ?? [])
        {
            if (item.Name() is not { } reason) continue;
            if (reasons.Contains(reason)) item.Refuse(ErrorCodes.DuplicateValue, $"the reason '{reason}' occurs twice");
            else reasons.Add(reason);
        }
        return longest is null || approvals is null ? null : new(longest.Value, approvals.Value, [.. reasons]);
    }
}
