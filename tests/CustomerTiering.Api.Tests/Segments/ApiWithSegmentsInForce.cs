using System.Text.Json.Nodes;
using CustomerTiering.Api.Tests.Lifecycle;

namespace CustomerTiering.Api.Tests.Segments;

/// <summary>
/// The server on 10 March 2026, with a lifecycle and a membership ladder in force and, beside it, a ladder <c>club</c> of segments: insiders are
/// frequent buyers (two purchases or more within 90 days), and missed is whoever was silent for more than 60 days.
/// </summary>
public sealed class ApiWithSegmentsInForce : ApiWithLifecycleInForce
{
    internal const string Frequent =
        """
        { "schema": "segment/1", "code": "frequent", "name": { "en": "Frequent buyers", "zh": "高频客户" }, "timeZone": "Asia/Shanghai", "currency": "CNY",
          "metrics": { "orders_90d": { "measure": "purchases", "aggregate": "count", "window": { "rolling": "P90D" } } },
          "when": { "metric": "orders_90d", "atLeast": 2 } }
        """;

    internal const string Silent =
        """
        { "schema": "segment/1", "code": "silent", "timeZone": "Asia/Shanghai", "currency": "CNY",
          "metrics": { "recency": { "measure": "purchases", "aggregate": "days-since-last" } }, "when": { "metric": "recency", "above": 60 } }
        """;

    internal const string Club =
        """
        { "schema": "tier-policy/1", "ladder": "club", "timeZone": "Asia/Shanghai", "currency": "CNY",
          "tiers": [ { "code": "guest" }, { "code": "insider", "qualify": { "segment": "frequent" } }, { "code": "missed", "qualify": { "segment": "silent" } } ],
          "movement": { "review": { "calendar": "month" } } }
        """;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await InstallAsync("segments", "frequent", Frequent, "2026-01-01");
        await InstallAsync("segments", "silent", Silent, "2026-01-01");
        await InstallAsync("segments", "newsletter",
            """{ "schema": "segment/1", "code": "newsletter", "timeZone": "Asia/Shanghai", "stated": true }""", "2026-01-01");
        await InstallAsync("policies", "club", Club, "2026-01-01");
    }

    /// <summary>How the customer stands in the club, once it is so.</summary>
    internal async Task<JsonNode> ClubAsync(Guid customer, string tier)
    {
        var tiers = await GetAsync($"/api/v1/customers/{customer:D}/tiers",
            all => all.AsArray().Any(one => (string?)one!["ladder"] == "club" && (string?)one["effective"] == tier));
        return tiers.AsArray().Single(one => (string?)one!["ladder"] == "club")!;
    }

    /// <summary>The customer's entries and leavings, once there are as many.</summary>
    internal async Task<string[]> ChangesAsync(Guid customer, int count)
    {
        var history = await GetAsync($"/api/v1/customers/{customer:D}/segments/history", lines => lines.AsArray().Count >= count);
        return [.. history.AsArray().Select(line => $"{line!["asOf"]} {line["segment"]} {((bool)line["entered"]! ? "entered" : "left")}")];
    }
}
