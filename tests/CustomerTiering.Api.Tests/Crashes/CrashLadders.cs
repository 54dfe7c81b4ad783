using System.Globalization;
using System.Text;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Api.Tests.Crashes;

/// <summary>
/// Two ladders that recheck returns, one on the day of the return and one a week later. They begin thirteen months before a day, and nothing of what
/// time alone calls for ends on that day or the next: what ends with a day is decided when the day is over, and would be open still when the
/// standings are compared.
/// </summary>
internal sealed class CrashLadders(DateOnly day)
{
    private const string Head = """ "schema": "tier-policy/1", "timeZone": "UTC", "currency": "CNY", """;

    internal DateOnly From { get; } = day.AddMonths(-13).AddDays(-10);

    internal static ZoneRules Zone { get; } = ZoneRules.TryFind("UTC", out var zone) ? zone : throw new InvalidOperationException();

    internal IReadOnlyDictionary<string, string> Texts => new Dictionary<string, string> { ["club"] = Club, ["terms"] = Terms };

    /// <summary>
    /// Days on which something may have happened: none of them a week before the day or the next, so that no recheck is due on these.
    /// </summary>
    internal IReadOnlyList<DateOnly> Days => [.. new[] { -370, -300, -250, -200, -150, -120, -90, -61, -40, -25, -12, -3, -1 }.Select(day.AddDays)];

    internal static CompiledPolicy Compiled(string text) => new(PolicyReader.Read(Encoding.UTF8.GetBytes(text), CanonicalJson.Write).Document!, Zone);

    /// <summary>Soft landings, grace, warnings, reviews, and a recheck on the day of the return.</summary>
    private string Club => "{" + Head + $$"""
        "ladder": "club",
        "metrics": { "spend": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P12M" } } },
        "tiers": [ { "code": "ordinary" }, { "code": "silver", "qualify": { "metric": "spend", "atLeast": 3000 }, "retain": { "metric": "spend", "atLeast": 2000 } },
                   { "code": "gold", "qualify": { "metric": "spend", "atLeast": 8000 } }, { "code": "platinum", "qualify": { "metric": "spend", "atLeast": 16000 } } ],
        "validity": { "dates": {{Dates(20)}} },
        "movement": { "downgrade": "one", "landing": { "dates": {{Dates(70)}} }, "grace": "P30D", "warn": ["P30D"], "review": { "every": "P1M" }, "onReturn": "recheck" } }
        """;

    /// <summary>Orders that count, goods of a category, and a recheck a week after a return that comes within three months.</summary>
    private string Terms => "{" + Head + $$"""
        "ladder": "terms",
        "metrics": { "orders": { "measure": "purchases", "aggregate": "count", "window": { "rolling": "P6M" }, "where": { "net": { "atLeast": 100 } } },
                     "kitchen": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P6M" }, "where": { "category": "kitchen" } } },
        "tiers": [ { "code": "ordinary" }, { "code": "silver", "qualify": { "any": [ { "metric": "orders", "atLeast": 4 }, { "metric": "kitchen", "atLeast": 500 } ] } },
                   { "code": "gold", "qualify": { "all": [ { "metric": "orders", "atLeast": 8 }, { "metric": "kitchen", "atLeast": 800 } ] } } ],
        "validity": { "dates": {{Dates(35)}} },
        "movement": { "onReturn": { "recheck": { "within": "P3M", "after": "P7D" } } } }
        """;

    /// <summary>Four days of the year, a quarter apart, the first of them so many days after the day.</summary>
    private string Dates(int first) =>
        "[" + string.Join(
            ", ", Enumerable.Range(0, 4).Select(n => day.AddDays(first + (90 * n)).ToString("\\\"MM-dd\\\"", CultureInfo.InvariantCulture))) + "]";
}
