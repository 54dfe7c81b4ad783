using System.Text;
using CustomerTiering.EventLog;
using CustomerTiering.Facts;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;
using CustomerTiering.Tiering.Timelines;
using CustomerTiering.Trials;

namespace CustomerTiering.Tests.Trials;

/// <summary>
/// A ladder of three tiers by spend in twelve months, in UTC, and drafts of it: silver from 1,000 (kept from 800), gold from 5,000.
/// </summary>
internal static class TriedLadder
{
    internal static readonly DateOnly From = new(2024, 1, 1);
    internal static readonly DateOnly To = new(2024, 12, 31);
    private static readonly TenantId Tenant = new(Guid.Parse("0190b2f0-0000-7000-8000-00000000000a"));

    internal static readonly IReadOnlyList<PlanPrice> Prices =
        [new("basic", 0m, "CNY", "P1Y"), new("silver-care", 120m, "CNY", "P1Y"), new("gold-care", 100m, "CNY", "P1M")];

    /// <summary>The text, with thresholds times a factor.</summary>
    internal static WrittenPolicy Text(int factor = 1, string? silver = null, string plan = "silver-care")
    {
        var json = $$"""
            { "schema": "tier-policy/1", "ladder": "membership", "timeZone": "UTC", "currency": "CNY",
              "metrics": { "spend": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P12M" } },
                           "orders": { "measure": "purchases", "aggregate": "count", "window": { "rolling": "P12M" } },
                           "complaints": { "measure": "complaints", "aggregate": "count" } },
              "tiers": [ { "code": "ordinary", "servicePlan": "basic" },
                         { "code": "silver", "servicePlan": "{{plan}}", {{silver ?? $$"""
                           "qualify": { "metric": "spend", "atLeast": {{1000 * factor}} },
                               "retain": { "metric": "spend", "atLeast": {{800 * factor}} }
                           """}} },
                         { "code": "gold", "servicePlan": "gold-care", "qualify": { "metric": "spend", "atLeast": {{5000 * factor}} } } ],
              "validity": { "rolling": "P6M" }, "movement": { "warn": ["P30D"], "review": { "every": "P1M" } } }
            """;
        var read = StandardKind.TierPolicy.Read(Encoding.UTF8.GetBytes(json), null);
        Assert.True(read.TryGet(out var text, out var problem), string.Join('\n', problem?.Errors ?? []));
        Assert.True(ZoneRules.TryFind(text.TimeZone, out var zone));
        return new(text.Name, factor, text.Digest, text.Document, zone.ToJson());
    }

    internal static Guid Customer(int number) => new(number, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1);

    internal static StoredFacts Known(int number, params Fact[] facts) =>
        new(Customer(number), KnownFacts.OfOwn(CustomerFacts.Fold(Customer(number).ToString("D"), facts)), 7, new byte[32]);

    internal static Purchase Buys(string day, decimal amount) => new($"p {day}", Noon(day), null, "CNY", amount, []);

    internal static Instant Noon(string day) => Instant.Of(new DateTimeOffset(DateOnly.Parse(day, null), new(12, 0), TimeSpan.Zero));

    /// <summary>What the policy makes of a customer from the first day of the trial on.</summary>
    internal static TriedCustomer Tried(WrittenPolicy text, StoredFacts facts) =>
        TriedCustomer.Of(
            DecisionTimelines.Due(Tenant, new([text.InForceFrom(From)]), [facts], new Dictionary<Guid, HeldState?> { [facts.Customer] = null }, From,
                To).Select(entry => entry.Planned));

    /// <summary>One piece of a trial: the draft beside the ladder as it is.</summary>
    internal static TrialResult Piece(WrittenPolicy draft, params StoredFacts[] customers)
    {
        var (inForce, scope) = (Text(), new TrialScope([draft], "membership", From, To, Prices, "ann"));
        var tally = new DraftTally(scope, draft, draft.InForceFrom(From), new(new([inForce.InForceFrom(From)])));
        foreach (var facts in customers) tally.Add(facts.Customer, Tried(inForce, facts).Course, Tried(draft, facts));
        return new("membership", From, To, customers.Length, 0, [tally.ToResult()]);
    }
}
