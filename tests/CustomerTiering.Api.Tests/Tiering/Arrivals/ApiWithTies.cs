using System.Text;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Facts;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Api.Tests.Tiering.Arrivals;

/// <summary>
/// A company with a ladder for each way in which two facts of one instant can contend: good is whom the one that counts makes so. Reviews judge anew
/// what was given back.
/// </summary>
public sealed class ApiWithTies : ApiWithMembershipInForce
{
    internal static IReadOnlyDictionary<string, string> Ladders { get; } = new Dictionary<string, string>
    {
        ["score"] = Ladder(
            "score", """ "m": { "measure": "indicators.score", "aggregate": "last", "missing": 0 } """, """{ "metric": "m", "atLeast": 50 }"""),
        ["grade"] = Ladder("grade", "", """{ "attribute": "grade", "equals": "A" }"""),
        ["kept"] = Ladder("kept", """ "m": { "measure": "purchases.net", "aggregate": "sum", "where": { "category": "x" } } """,
            """{ "metric": "m", "atLeast": 100 }"""),
        ["revenue"] = Ladder("revenue", """ "m": { "measure": "referrals.revenue", "aggregate": "sum" } """, """{ "metric": "m", "atLeast": 100 }"""),
        ["head"] = Ladder("head", "", """{ "attribute": "grade", "equals": "A" }""", """ "judge": "group", """),
    };

    internal static ZoneRules Zone { get; } = ZoneRules.TryFind("Asia/Shanghai", out var zone) ? zone : throw new InvalidOperationException();

    private static string Ladder(string name, string metrics, string qualify, string more = "") =>
        $$"""
        { "schema": "tier-policy/1", "ladder": "{{name}}", "timeZone": "Asia/Shanghai", "currency": "CNY", {{more}} "metrics": { {{metrics}} },
          "tiers": [ { "code": "plain" }, { "code": "good", "qualify": {{qualify}} } ], "movement": { "review": { "calendar": "month" } } }
        """;

    internal static CompiledPolicy Compiled(string ladder) =>
        new(PolicyReader.Read(Encoding.UTF8.GetBytes(Ladders[ladder]), CanonicalJson.Write).Document!, Zone);

    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await this.DeclareAsync("grade", "string", "business");
        await this.AtRestAsync();
        foreach (var (ladder, text) in Ladders) await InForceAsync("policies", ladder, text, 1, "2026-01-01");
    }

    /// <summary>Records facts as a file, assesses everybody as of a day, and gives the held tiers by external id and ladder.</summary>
    internal async Task<SortedDictionary<string, string>> StandingsAsync(IReadOnlyList<string> lines, DateOnly day)
    {
        var facts = lines.Select(line => FactReader.Read(Encoding.UTF8.GetBytes(line), Zone).Fact!).ToList();
        var outcomes = await App.Services.GetRequiredService<FactIntake>().RecordAsync(new(Tenant, "shop", "test", Intake.Imported), facts, default);
        var names = new Dictionary<Guid, string>();
        foreach (var (fact, outcome) in facts.Zip(outcomes)) names[Assert.IsType<FactOutcome.Accepted>(outcome).Customer] = fact.Customer;
        var run = await PostAsync(Person("olga", Roles.Operator), "/api/v1/assessments", $$"""{"asOf":"{{day:yyyy-MM-dd}}"}""");
        await Lifecycle.Eventually.EventuallyAsync(this, $"/api/v1/assessments/{run["id"]}", progress => (string?)progress["state"] == "done");
        await this.AtRestAsync();
        var rows = await this.RowsAsync(
            $"select v ->> 'customer', v ->> 'ladder', v -> 'held' ->> 'tier' from (select view as v from tier where tenant_id = '{Tenant}') t");
        return new(rows.Select(row => row.Split(' ')).Where(
            row => Ladders.ContainsKey(row[1])).ToDictionary(row => $"{names[Guid.Parse(row[0])]} {row[1]}", row => row[2]), StringComparer.Ordinal);
    }
}
