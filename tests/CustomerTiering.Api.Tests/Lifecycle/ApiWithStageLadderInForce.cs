namespace CustomerTiering.Api.Tests.Lifecycle;

/// <summary>The server on 10 March 2026 with, beside the lifecycle, a ladder <c>care</c> of its stages.</summary>
public sealed class ApiWithStageLadderInForce : ApiWithLifecycleInForce
{
    internal const string Care =
        """
        { "schema": "tier-policy/1", "ladder": "care", "timeZone": "Asia/Shanghai", "currency": "CNY",
          "tiers": [ { "code": "known" }, { "code": "welcome", "qualify": { "stage": ["new"] } }, { "code": "rescue", "qualify": { "stage": ["at-risk", "dormant"] } } ],
          "movement": { "review": { "calendar": "month" } } }
        """;

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await InstallAsync("policies", "care", Care, "2026-01-01");
    }

    /// <summary>From which day the customer has a tier of the ladder, once it is so.</summary>
    internal async Task<string?> SinceAsync(Guid customer, string tier)
    {
        var tiers = await GetAsync($"/api/v1/customers/{customer:D}/tiers",
            all => all.AsArray().Any(one => (string?)one!["ladder"] == "care" && (string?)one["effective"] == tier));
        return (string?)tiers.AsArray().Single(one => (string?)one!["ladder"] == "care")!["effectiveFrom"];
    }
}
