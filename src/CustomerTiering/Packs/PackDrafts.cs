using System.Text.Json.Nodes;
using CustomerTiering.Policies;

namespace CustomerTiering.Packs;

/// <summary>Creates drafts of a pack's standards.</summary>
public static class PackDrafts
{
    /// <summary>
    /// The drafts in order of installation: standards come before those that refer to them. Currency and time zone are replaced if given; amounts are
    /// not converted.
    /// </summary>
    /// <param name="currency">ISO 4217; null keeps the pack's.</param>
    /// <param name="timeZone">IANA name; null keeps the pack's.</param>
    public static IReadOnlyList<StandardDraft> Of(Pack pack, string? currency = null, string? timeZone = null, bool withLifecycle = false)
    {
        List<StandardDraft> drafts =
        [
            .. pack.Plans.Select(plan => new StandardDraft(StandardKind.ServicePlan, Copy(plan))),
            .. pack.Ladders.Select(ladder => new StandardDraft(StandardKind.TierPolicy, Copy(ladder.Policy))),
        ];
        if (withLifecycle) drafts.Add(new(StandardKind.Lifecycle, Copy(pack.Lifecycle)));
        foreach (var (kind, document) in drafts)
        {
            var isPlan = kind == StandardKind.ServicePlan;
            var money = isPlan ? document["cost"]!.AsObject() : document;
            if (currency is not null) money["currency"] = currency;
            if (timeZone is not null && !isPlan) document["timeZone"] = timeZone;
        }
        return drafts;
    }

    private static JsonObject Copy(JsonObject document) => document.DeepClone().AsObject();
}
