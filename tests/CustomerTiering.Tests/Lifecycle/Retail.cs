using System.Text;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Lifecycles;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tests.Lifecycle;

/// <summary>A small lifecycle in UTC, and customers of a shop.</summary>
internal static class Retail
{
    private const string Text =
        """
        { "schema": "lifecycle/1", "timeZone": "UTC", "currency": "EUR",
          "metrics": { "orders": { "measure": "purchases", "aggregate": "count" },
                       "orders_90d": { "measure": "purchases", "aggregate": "count", "window": { "rolling": "P90D" } },
                       "spend": { "measure": "purchases.net", "aggregate": "sum" },
                       "recency": { "measure": "purchases", "aggregate": "days-since-last" },
                       "tenure": { "measure": "relationship.days", "aggregate": "last" } },
          "stages": [ { "code": "prospect", "when": { "metric": "orders", "equals": 0 } },
                      { "code": "dormant", "when": { "metric": "recency", "above": 270 } },
                      { "code": "at-risk", "when": { "metric": "recency", "above": 150 } },
                      { "code": "won-back", "when": { "all": [ { "was": ["dormant"] }, { "metric": "orders_90d", "atLeast": 1 } ] } },
                      { "code": "new", "when": { "metric": "tenure", "atMost": 90 } },
                      { "code": "growing", "when": { "all": [] } } ],
          "moves": { "dormant": ["won-back"] } }
        """;

    internal static Guid Customer { get; } = Guid.Parse("11111111-1111-8111-8111-111111111111");

    /// <summary>In force from a day on, put in force at noon of another.</summary>
    internal static StandardInForce<CompiledLifecycle> Lifecycle(
        string from, string putInForce, string? until = null, int version = 1, int atRiskAbove = 150)
    {
        var reading = LifecycleReader.Read(
            Encoding.UTF8.GetBytes(Text.Replace("150", atRiskAbove.ToString(null as IFormatProvider), StringComparison.Ordinal)),
            node => CanonicalJson.Write(node));
        Assert.Equal([], reading.Errors);
        return new(
            new("lifecycle", version, $"digest-{version}"), new(reading.Document!, ZoneRules.Utc), Day(from), until is null ? null : Day(until),
            new(Day(putInForce), new(12, 0), TimeSpan.Zero));
    }

    internal static StoredFacts Bought(params string[] days) => Bought(10, days);

    internal static StoredFacts Bought(decimal amount, params string[] days) => new(
        Customer, KnownFacts.OfOwn(CustomerFacts.Fold(
            "c", [.. days.Select((day, i) => new Purchase($"p{i}", ZoneRules.Utc.StartOf(Day(day)), null, "EUR", amount, []))])), 7,
        new byte[32]);

    /// <summary>Bought on 10 March 2026 and once more; that is given back whole.</summary>
    internal static StoredFacts Returned(string bought, string returned)
    {
        Fact[] facts =
        [
            new Purchase("p0", ZoneRules.Utc.StartOf(Day("2026-03-10")), null, "EUR", 10, []),
            new Purchase("p1", ZoneRules.Utc.StartOf(Day(bought)), null, "EUR", 10, []),
            new Return("r1", ZoneRules.Utc.StartOf(Day(returned)), null, "p1", "EUR", 10, []),
        ];
        return new(Customer, KnownFacts.OfOwn(CustomerFacts.Fold("c", facts)), 7, new byte[32]);
    }

    internal static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", null);
}
