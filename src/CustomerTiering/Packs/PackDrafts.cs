using System.Text.Json.Nodes;
using CustomerTiering.Policies;

namespace CustomerTiering.Packs;

/// <summary>A pack's standards as texts to be drafted.</summary>
public static class PackDrafts
{
    /// <summary>
    /// In the order in which they are installed: what is named comes before who names it. Currency and time zone take the place of those written; the numbers
    /// stay what they are.
    /// </summary>
    /// <param name="currency">ISO 4217; null: as written.</param>
    /// <param name="timeZone">IANA name; null: as written.</param>
    /// <param name="withLifecycle">Whether the lifecycle is among them.</param>
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
