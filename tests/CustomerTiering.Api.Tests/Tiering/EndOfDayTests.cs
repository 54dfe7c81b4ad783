using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>The same ladder with a window of three months and no grace: silver by 1,000 on 10 March ends with 9 September.</summary>
public class ApiWithShortMemory : ApiWithMembershipInForce
{
    protected override string Policy => Membership.Replace("\"rolling\": \"P12M\"", "\"rolling\": \"P3M\"", StringComparison.Ordinal)
        .Replace("\"grace\": \"P30D\", ", "", StringComparison.Ordinal);
}

/// <summary>By which the companies of a group are judged as one.</summary>
public sealed class ApiWithShortMemoryOfGroups : ApiWithShortMemory
{
    protected override string Policy =>
        base.Policy.Replace("\"currency\": \"CNY\",", "\"currency\": \"CNY\", \"judge\": \"group\",", StringComparison.Ordinal);
}

/// <summary>What ends with a day is judged when the day is over, with all of its facts, whoever asks before.</summary>
public sealed class EndOfDayTests(ApiWithShortMemory api) : IClassFixture<ApiWithShortMemory>
{
    [Fact]
    public Task An_expiry_is_left_to_the_end_of_its_last_day_by_a_fact_a_request_and_a_run() => EndOfDay.TellsOfItAsync(api, customers: 3);
}

/// <summary>The same, where companies are judged as a group.</summary>
public sealed class EndOfDayOfGroupsTests(ApiWithShortMemoryOfGroups api) : IClassFixture<ApiWithShortMemoryOfGroups>
{
    [Fact]
    public Task An_expiry_of_a_group_is_left_to_the_end_of_its_last_day_too() => EndOfDay.TellsOfItAsync(api, customers: 3);
}

internal static class EndOfDay
{
    /// <summary>On the last day of silver: one buys a little in the morning, one is reviewed on request, one buys enough in the evening.</summary>
    internal static async Task TellsOfItAsync(ApiWithMembershipInForce api, int customers)
    {
        var ids = new Guid[customers];
        for (var n = 0; n < customers; n++) ids[n] = await api.BuysAsync($"c{n}", $"c{n}-1", "2026-03-10T09:00:00+08:00", "1000.00");
        await api.AtRestAsync();
        api.Clock.MoveTo(new(2026, 9, 9, 1, 0, 0, TimeSpan.Zero));
        foreach (var id in ids) await UntilAsync(api, id, "review 2026-09-01 retained silver");

        await api.BuysAsync("c0", "c0-2", "2026-09-09T08:30:00+08:00", "10.00");
        await api.AtRestAsync();
        var answer =
            (await api.PostAsync(api.Person("ada", Roles.Operator), $"/api/v1/customers/{ids[1]:D}/assessments", """{"asOf":"2026-09-09"}"""))[0]!;
        Assert.Equal("retained expiry silver", $"{answer["outcomes"]![0]} {answer["leftToDayEnd"]} {answer["to"]}");
        var run = await api.PostAsync(api.Person("olga", Roles.Operator), "/api/v1/assessments", """{"from":"2026-09-01","to":"2026-09-09"}""");
        var done = await Lifecycle.Eventually.EventuallyAsync(
            api, $"/api/v1/assessments/{run["id"]}", progress => (string?)progress["state"] == "done");
        Assert.Equal(customers, (int)done["result"]!["leftToDayEnd"]!);
        await api.BuysAsync("c2", "c2-2", "2026-09-09T08:59:00+08:00", "800.00");
        await api.AtRestAsync();
        foreach (var id in ids) Assert.DoesNotContain(await LinesAsync(api, id), line => line.StartsWith("expiry", StringComparison.Ordinal));

        api.Clock.MoveTo(new(2026, 9, 9, 16, 0, 1, TimeSpan.Zero));
        foreach (var id in ids[..2]) await UntilAsync(api, id, "expiry 2026-09-09 downgraded ordinary from 2026-09-10");
        await UntilAsync(api, ids[2], "expiry 2026-09-09 retained silver");
    }

    private static async Task<List<string>> LinesAsync(ApiWithMembershipInForce api, Guid customer) =>
        [.. (await api.HistoryAsync(customer, 1)).Select(line => Line(line!))];

    private static async Task UntilAsync(ApiWithMembershipInForce api, Guid customer, string last)
    {
        List<string> lines = [];
        for (var n = 0; n < 300; n++)
        {
            lines = await LinesAsync(api, customer);
            if (lines[^1].StartsWith(last, StringComparison.Ordinal)) return;
            await Task.Delay(100);
        }
        Assert.Fail($"{last} is not the last of: {string.Join("; ", lines)}");
    }

    private static string Line(JsonNode line) => $"{line["trigger"]} {line["asOf"]} {line["outcome"]} {line["held"]} from {line["effectiveFrom"]}";
}
