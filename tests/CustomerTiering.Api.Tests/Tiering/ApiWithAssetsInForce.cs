namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>The server on 10 March 2026, with a ladder on the assets held and on a rating, both values from outside.</summary>
public sealed class ApiWithAssetsInForce : ApiWithMembershipInForce
{
    protected override string Policy => """
        {
          "schema": "tier-policy/1", "ladder": "membership", "timeZone": "Asia/Shanghai", "currency": "CNY",
          "metrics": { "assets": { "measure": "indicators.assets", "aggregate": "last" }, "rating": { "measure": "indicators.rating", "aggregate": "last" } },
          "tiers": [ { "code": "ordinary" },
                     { "code": "gold", "qualify": { "any": [ { "metric": "assets", "atLeast": 1000 }, { "metric": "rating", "atLeast": 7 } ] } } ],
          "validity": "none", "movement": {}
        }
        """;
}
