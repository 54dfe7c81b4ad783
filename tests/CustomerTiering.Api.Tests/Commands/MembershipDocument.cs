namespace CustomerTiering.Api.Tests.Commands;

/// <summary>A policy and facts of three customers: ann gold from March 2025 on, bob base, eve from June on.</summary>
internal static class MembershipDocument
{
    internal const string Policy = """
        { "schema": "tier-policy/1", "ladder": "membership", "timeZone": "Etc/UTC", "currency": "EUR",
          "metrics": { "spend": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P12M" } } },
          "tiers": [ { "code": "base" }, { "code": "gold", "qualify": { "metric": "spend", "atLeast": 100 } } ],
          "validity": { "rolling": "P12M" }, "movement": { "upgrade": "at-review" } }
        """;

    internal const string Facts = """
        { "kind": "customer", "customer": "ann", "at": "2025-01-01T00:00:00Z", "type": "person" }
        { "kind": "customer", "customer": "bob", "at": "2025-01-01T00:00:00Z", "type": "person" }
        { "kind": "purchase", "customer": "ann", "id": "1", "at": "2025-03-10T10:00:00Z", "currency": "EUR", "amount": "100.10" }
        { "kind": "return", "customer": "ann", "id": "r1", "of": "1", "at": "2025-03-11T10:00:00Z", "currency": "EUR", "amount": "0.10" }
        { "kind": "purchase", "customer": "bob", "id": "2", "at": "2025-03-10T10:00:00Z", "currency": "EUR", "amount": "99.99" }
        { "kind": "purchase", "customer": "eve", "id": "3", "at": "2025-06-05T10:00:00Z", "currency": "EUR", "amount": "300" }
        """;
}
