using System.Text;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Facts;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Api.Tests.Tiering.Arrivals;

/// <summary>The server on the first day of 2025, with four ladders that begin on it and differ in everything that a decision depends on.</summary>
public sealed class ApiWithFourLadders : ApiWithMembershipInForce
{
    internal static readonly DateOnly First = new(2025, 1, 1);

    private const string Head = """ "schema": "tier-policy/1", "timeZone": "Asia/Shanghai", "currency": "CNY", """;

    /// <summary>Soft landings, grace, warnings, and a recheck on the day of the return.</summary>
    private static readonly string Soft = "{" + Head + """
        "ladder": "soft",
        "metrics": { "spend": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P12M" } } },
        "tiers": [ { "code": "ordinary" }, { "code": "silver", "qualify": { "metric": "spend", "atLeast": 1000 }, "retain": { "metric": "spend", "atLeast": 800 } },
                   { "code": "gold", "qualify": { "metric": "spend", "atLeast": 5000 } } ],
        "validity": { "rolling": "P4M" },
        "movement": { "downgrade": "one", "landing": { "rolling": "P2M" }, "grace": "P30D", "warn": ["P30D"], "review": { "every": "P1M" }, "onReturn": "recheck" } }
        """;

    /// <summary>Calendar validity, no reviews, orders that count, and a recheck a week after the return if it comes within three months.</summary>
    private static readonly string Terms = "{" + Head + """
        "ladder": "terms",
        "metrics": { "orders": { "measure": "purchases", "aggregate": "count", "window": { "rolling": "P6M" }, "where": { "net": { "atLeast": 100 } } },
                     "spend": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P6M" } } },
        "tiers": [ { "code": "ordinary" }, { "code": "silver", "qualify": { "any": [ { "metric": "orders", "atLeast": 2 }, { "metric": "spend", "atLeast": 2000 } ] } },
                   { "code": "gold", "qualify": { "all": [ { "metric": "orders", "atLeast": 3 }, { "metric": "spend", "atLeast": 3000 } ] } } ],
        "validity": { "calendar": "quarter", "offset": 1 },
        "movement": { "onReturn": { "recheck": { "within": "P3M", "after": "P7D" } } } }
        """;

    /// <summary>No validity: every review judges; rises only there; windows of the tier itself.</summary>
    private static readonly string Reviewed = "{" + Head + """
        "ladder": "reviewed",
        "metrics": { "mean": { "measure": "purchases.net", "aggregate": "mean", "missing": 0 },
                     "csat": { "measure": "surveys.csat", "aggregate": "mean", "window": { "rolling": "P6M" }, "missing": 3 },
                     "since": { "measure": "purchases.net", "aggregate": "sum", "window": "since-tier-start" } },
        "tiers": [ { "code": "ordinary" },
                   { "code": "silver", "qualify": { "all": [ { "metric": "mean", "atLeast": 400 }, { "metric": "csat", "atLeast": 3 } ] },
                     "retain": { "any": [ { "metric": "since", "atLeast": 500 }, { "metric": "csat", "above": 3 } ] } },
                   { "code": "gold", "qualify": { "all": [ { "metric": "mean", "atLeast": 1000 }, { "metric": "csat", "above": 3 } ] } } ],
        "movement": { "upgrade": "at-review", "downgrade": "one", "grace": "P45D", "review": { "calendar": "month" }, "onReturn": "recheck" } }
        """;

    /// <summary>Reviews extend, complaints count against, an indicator for; returns are not rechecked.</summary>
    private static readonly string Extended = "{" + Head + """
        "ladder": "extended",
        "metrics": { "score": { "measure": "indicators.score", "aggregate": "last", "missing": 0 },
                     "complaints": { "measure": "complaints", "aggregate": "count", "window": { "rolling": "P3M" } },
                     "spend": { "measure": "purchases.net", "aggregate": "sum", "window": "anniversary" } },
        "tiers": [ { "code": "ordinary" },
                   { "code": "silver", "qualify": { "all": [ { "any": [ { "metric": "score", "atLeast": 50 }, { "metric": "spend", "atLeast": 1500 } ] }, { "not": { "metric": "complaints", "atLeast": 2 } } ] } },
                   { "code": "gold", "qualify": { "all": [ { "metric": "score", "atLeast": 80 }, { "metric": "spend", "atLeast": 500 } ] } } ],
        "validity": { "rolling": "P3M", "extend": "each-review" },
        "movement": { "downgrade": "full", "grace": "P20D", "review": { "every": "P1M" } } }
        """;

    internal static IReadOnlyDictionary<string, string> Ladders { get; } =
        new Dictionary<string, string> { ["soft"] = Soft, ["terms"] = Terms, ["reviewed"] = Reviewed, ["extended"] = Extended };

    /// <summary>Whom facts were recorded of, by external id.</summary>
    internal Dictionary<string, Guid> Customers { get; } = [];

    internal static ZoneRules Zone { get; } = ZoneRules.TryFind("Asia/Shanghai", out var zone) ? zone : throw new InvalidOperationException();

    public override async Task InitializeAsync()
    {
        Clock.MoveTo(new(2025, 1, 1, 1, 0, 0, TimeSpan.Zero));
        await base.InitializeAsync();
        foreach (var (ladder, text) in Ladders) await InForceAsync("policies", ladder, text, 1, "2025-01-01");
    }

    internal static CompiledPolicy Compiled(string ladder) =>
        new(PolicyReader.Read(Encoding.UTF8.GetBytes(Ladders[ladder]), CanonicalJson.Write).Document!, Zone);

    /// <summary>Records facts in their order; each must be accepted.</summary>
    internal async Task RecordAsync(IReadOnlyList<string> lines, bool imported)
    {
        if (lines.Count == 0) return;
        var facts = lines.Select(line => FactReader.Read(Encoding.UTF8.GetBytes(line), Zone).Fact ?? throw new InvalidDataException(line)).ToList();
        var outcomes = await App.Services.GetRequiredService<FactIntake>()
            .RecordAsync(new(Tenant, "shop", "test", imported ? Intake.Imported : null), facts, default);
        foreach (var (fact, outcome) in facts.Zip(outcomes))
        {
            Assert.True(outcome is FactOutcome.Accepted { Duplicate: false }, $"{fact}: {outcome}");
            // The number of a duplicate leads to the survivor; who it was of at first is known.
            Customers.TryAdd(fact.Customer, ((FactOutcome.Accepted)outcome).Customer);
        }
    }

    /// <summary>Until followers, projections, runs and the timers that are due have come to their end.</summary>
    internal async Task SettledAsync()
    {
        for (var rested = 0; rested < 2;)
        {
            await this.AtRestAsync();
            var working = await this.OwnerAsync<bool>(
                $"select exists (select from timer_due where due <= '{Clock.GetUtcNow():O}' and tenant_id = '{Tenant}') or exists (select from "
                    + $"run where state = 'running' and tenant_id = '{Tenant}')");
            rested = working ? 0 : rested + 1;
            if (working) await Task.Delay(50);
        }
    }
}
