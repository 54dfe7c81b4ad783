using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Api.Tests.Tiering;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Tiering;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Api.Tests.Customers;

public sealed class MergeScenarioTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    private const string Today = "2026-03-10T09:00:00+08:00";

    [Fact]
    public async Task The_survivor_rises_at_once_and_the_duplicates_number_leads_to_them()
    {
        var (survivor, duplicate) = (await CustomerAsync("m-1", "600.00"), await CustomerAsync("m-2", "399.99"));

        using var merged = await MergeAsync(survivor, duplicate);
        Assert.Equal(HttpStatusCode.OK, merged.StatusCode);
        var left = (await api.HistoryAsync(duplicate, 2))[1]!;
        Assert.Equal(("leaving", "left"), ((string?)left["trigger"], (string?)left["outcome"]));

        // A cent under the number of the duplicate, and both together have what silver takes.
        Assert.Equal(survivor, await api.BuysAsync("m-2", "m-2-2", "2026-03-10T10:00:00+08:00", "0.01"));
        var risen = (await api.HistoryAsync(survivor, 2))[1]!;
        Assert.Equal(("upgraded", "silver"), ((string?)risen["outcome"], (string?)risen["held"]));

        Assert.Equal(
            3, (await ReadAsync($"customers/{survivor:D}/timeline"))["items"]!.AsArray().Count(one => (string?)one!["type"] == "PurchaseMade"));
        Assert.Equal(3, (await ReadAsync($"customers/{survivor:D}/purchases"))["items"]!.AsArray().Count);
        Assert.Equal(3, (int)(await ReadAsync($"customers/{survivor:D}/facts"))["count"]!);
        Assert.Equal(3, (int)(await ReadAsync($"customers/{survivor:D}/state"))["facts"]![0]!["count"]!);
        var value = (await ReadAsync("reports/customer-value")).AsArray();
        Assert.Equal("1000", (string?)value.Single(one => (string?)one!["externalId"] == "m-1")!["net"]);
        Assert.DoesNotContain(value, one => (string?)one!["externalId"] == "m-2");
        Assert.Equal(survivor, (Guid)(await ReadAsync("customers?externalId=m-2"))["items"]![0]!["id"]!);
        Assert.Equal(survivor, (Guid)(await ReadAsync($"customers/{duplicate:D}"))["mergedInto"]!);
    }

    [Fact]
    public async Task A_decision_that_was_prepared_before_the_merge_and_appended_after_it_leaves_the_duplicate_without_a_tier()
    {
        var (survivor, duplicate) = (await CustomerAsync("l-1", "600.00"), await CustomerAsync("l-2", "1.00"));
        using var merged = await MergeAsync(survivor, duplicate);
        await api.HistoryAsync(duplicate, 2);
        await api.AtRestAsync();

        await AppendAgainAsync(duplicate, "joining");

        var history = await api.HistoryAsync(duplicate, 4);
        Assert.Equal(["joining", "leaving", "joining", "leaving"], history.Select(line => (string?)line!["trigger"]));
        await api.AtRestAsync();
        Assert.Null((await ReadAsync($"customers/{duplicate:D}/tiers"))[0]!["held"]);
    }

    [Fact]
    public async Task After_a_separation_such_a_decision_stands()
    {
        var (survivor, duplicate) = (await CustomerAsync("lt-1", "600.00"), await CustomerAsync("lt-2", "1.00"));
        using var merged = await MergeAsync(survivor, duplicate);
        await api.HistoryAsync(duplicate, 2);
        using var separated = await api.Person("ada", Roles.Agent).PostAsync(
            $"/customers/{survivor:D}/separations", $$"""{"duplicate":"{{duplicate:D}}","reason":"two persons"}""");
        await api.AtRestAsync();
        var before = (await ReadAsync($"customers/{duplicate:D}/tiers/membership/history")).AsArray().Count;

        await AppendAgainAsync(duplicate, "joining");

        await api.AtRestAsync();
        var lines = (await ReadAsync($"customers/{duplicate:D}/tiers/membership/history")).AsArray();
        Assert.Equal((before + 1, "joining"), (lines.Count, (string?)lines[^1]!["trigger"]));
        Assert.Equal("ordinary", (string?)(await ReadAsync($"customers/{duplicate:D}/tiers"))[0]!["held"]);
    }

    [Fact]
    public async Task What_would_have_come_out_otherwise_is_decided_again_and_names_what_it_supersedes()
    {
        // The duplicate is known before the survivor.
        var duplicate = await api.BuysAsync("n-2", "n-2-1", "2026-01-15T09:00:00+08:00", "5.00");
        await api.BuysAsync("n-2", "n-2-2", "2026-02-10T09:00:00+08:00", "985.00");
        await api.HistoryAsync(duplicate, 1);
        // What is stated of the survivor stays, but for the day of joining: one is a customer since the earlier of the two.
        await api.PostAsync(
            api.Person("ada", Roles.Agent), "/api/v1/customers", """{"externalId":"n-1","type":"person","since":"2026-02-01T08:00:00+08:00"}""");
        var survivor = await api.BuysAsync("n-1", "n-1-1", "2026-02-01T09:00:00+08:00", "10.00");
        await api.HistoryAsync(survivor, 1);
        await api.BuysAsync("n-1", "n-1-2", "2026-02-20T09:00:00+08:00", "1000.00");
        var before = await api.HistoryAsync(survivor, 4);
        Assert.Equal(
            ["joining 2026-02-01 joined ordinary", "review 2026-03-01 retained ordinary", "at-once 2026-02-20 upgraded silver",
                "review 2026-03-01 retained silver"],
            before.Select(Line));

        using var merged = await MergeAsync(survivor, duplicate);

        await api.AtRestAsync();
        var after = await api.HistoryAsync(survivor, 7);
        Assert.Equal(["at-once 2026-02-10 upgraded silver", "at-once 2026-02-20 retained silver", "review 2026-03-01 retained silver"],
            after.Skip(4).Select(Line));
        Assert.Equal([null, (string?)before[2]!["id"], (string?)before[3]!["id"]], after.Skip(4).Select(line => (string?)line!["supersedes"]));
        Assert.Equal(before.Select(line => (string?)line!["id"]), after.Take(4).Select(line => (string?)line!["id"]));

        var known = long.Parse(merged.Headers.GetValues("Log-Position").Single());
        Assert.Equal((3, "2026-02-01"), await StateAsync(survivor, known - 2));
        Assert.Equal((5, "2026-01-15"), await StateAsync(survivor, known));
        var facts = (await api.App.Services.GetRequiredService<FactsStore>().LoadAsync(api.Tenant, [survivor], false, default))[survivor].Facts.Own;
        Assert.Equal((5, new(2026, 1, 15)), (facts.Facts.Count, facts.Joined(Rules.Values.ZoneRules.Utc)));
    }

    [Fact]
    public async Task What_refers_to_the_duplicates_facts_comes_under_the_survivors_number_too()
    {
        var (survivor, duplicate) = (await CustomerAsync("p-1", "500.00"), await CustomerAsync("p-2", "600.00"));
        await MergeAsync(survivor, duplicate);
        Assert.Equal("silver", (string?)(await api.HistoryAsync(survivor, 2))[1]!["held"]);

        var shop = api.Person("shop", Roles.Recorder);
        await api.PostAsync(shop, "/api/v1/corrections",
            """{"customer":"p-1","id":"p-3","at":"2026-03-10T10:00:00+08:00","of":"p-2-1","ofKind":"purchase","replaces":{"amount":"400.00"}}""");
        await api.PostAsync(shop, "/api/v1/returns",
            """{"customer":"p-2","id":"p-4","at":"2026-03-10T11:00:00+08:00","of":"p-2-1","currency":"CNY","amount":"100.01"}""");

        // 800 keep silver, and 799.99 do not.
        Assert.Equal(("recheck", "ordinary"), (await LastAsync(survivor, "ordinary")) is var last
            ? ((string?)last["trigger"], (string?)last["held"]) : default);
    }

    [Fact]
    public async Task What_a_duplicate_answered_counts_in_the_segments_of_the_survivor()
    {
        var survivor = (Guid)(await api.PostAsync(
            api.Person("ada", Roles.Agent), "/api/v1/customers",
            """{"externalId":"v-1","type":"person","since":"2026-02-01T08:00:00+08:00","segments":["readers"]}"""))["id"]!;
        var duplicate = await api.BuysAsync("v-2", "v-2-1", Today, "1.00");
        await api.PostAsync(api.Person("shop", Roles.Recorder), "/api/v1/surveys/answers",
            $$"""{"customer":"v-2","id":"v-2-2","at":"{{Today}}","survey":"csat","score":5}""");
        const string Report = "reports/satisfaction?from=2026-03&to=2026-03&segment=readers";
        await api.AtRestAsync();
        Assert.Empty((await ReadAsync(Report)).AsArray());

        using var merged = await MergeAsync(survivor, duplicate);

        await api.AtRestAsync();
        var row = (await ReadAsync(Report)).AsArray().Single()!;
        Assert.Equal(("csat", 1), ((string?)row["survey"], (int)row["answers"]!));
        await api.RebuiltIsLiveAsync("customer-segments");
    }

    [Fact]
    public async Task Nothing_is_decided_previewed_or_tried_of_a_duplicate_and_the_refusal_names_the_survivor()
    {
        var (survivor, duplicate) = (await CustomerAsync("u-1", "1.00"), await CustomerAsync("u-2", "1.00"));
        await MergeAsync(survivor, duplicate);
        await api.HistoryAsync(duplicate, 2);
        var everybody = api.Person("all", [.. Roles.All]);

        foreach (var (path, body) in new[]
        {
            ($"customers/{duplicate:D}/assessments", """{"asOf":"2026-03-10"}"""),
            ($"customers/{duplicate:D}/facts/preview",
                """{"kind":"purchase","customer":"u-1","id":"x","at":"2026-03-10T01:00:00Z","currency":"CNY","amount":"1"}"""),
            ("trials/customer", $$"""{"customer":"{{duplicate}}","ladder":"membership","asOf":"2026-03-12"}"""),
        })
        {
            var refused = await api.SendAsync(everybody, $"/api/v1/{path}", body);
            Assert.Contains(survivor.ToString("D"), (await refused.ProblemAsync(HttpStatusCode.UnprocessableEntity, "customer-merged")).GetProperty(
                "detail").GetString(), StringComparison.Ordinal);
            await (await api.SendAsync(
                everybody, $"/api/v1/{path}".Replace(duplicate.ToString("D"), Guid.NewGuid().ToString("D"), StringComparison.Ordinal),
                body.Replace(duplicate.ToString("D"), Guid.NewGuid().ToString("D"), StringComparison.Ordinal)))
                    .ProblemAsync(HttpStatusCode.NotFound, "not-found");
        }
    }

    [Fact]
    public async Task A_customer_is_merged_once_and_not_with_itself_nor_in_a_circle()
    {
        var (survivor, duplicate, third) =
            (await CustomerAsync("o-1", "1.00"), await CustomerAsync("o-2", "1.00"), await CustomerAsync("o-3", "1.00"));

        await (await MergeAsync(survivor, survivor)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "merge-with-itself");
        using var first = await MergeAsync(survivor, duplicate, "o-key");
        using var repeated = await MergeAsync(survivor, duplicate, "o-key");
        Assert.Equal((first.StatusCode, await first.Content.ReadAsStringAsync()), (repeated.StatusCode, await repeated.Content.ReadAsStringAsync()));
        Assert.Equal(first.Headers.GetValues("Log-Position"), repeated.Headers.GetValues("Log-Position"));
        await (await MergeAsync(survivor, duplicate)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "already-merged");
        await (await MergeAsync(third, duplicate)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "already-merged");
        await (await MergeAsync(duplicate, survivor)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "already-merged");

        // Who was merged before is led on with whom it was merged into.
        Assert.Equal(HttpStatusCode.OK, (await MergeAsync(third, survivor)).StatusCode);
        await (await MergeAsync(duplicate, third)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "already-merged");
        Assert.Equal(third, await api.BuysAsync("o-2", "o-2-2", "2026-03-10T10:00:00+08:00", "1.00"));
        Assert.Equal(4, (int)(await ReadAsync($"customers/{third:D}/facts"))["count"]!);
        using var grouped = await api.Person("ada", Roles.Agent)
            .ChangeAsync(HttpMethod.Put, $"/customers/{duplicate:D}/group", """{"group":"acme"}""", "\"v2\"");
        await grouped.ProblemAsync(HttpStatusCode.UnprocessableEntity, "customer-merged");
    }

    [Fact]
    public async Task An_erased_customer_is_not_merged_and_another_companys_is_not_there()
    {
        var survivor = await CustomerAsync("q-1", "1.00");
        var erased = Guid.NewGuid();
        await api.OwnerAsync<object>(
            $"insert into person (tenant_id, external_hash, customer_id) values ('{api.Tenant}', sha256('{erased}'), '{erased}')");
        await (await MergeAsync(survivor, erased)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "customer-erased");
        await (await MergeAsync(erased, survivor)).ProblemAsync(HttpStatusCode.UnprocessableEntity, "customer-erased");

        var other = await api.With(api.Tokens.Issue(api.OtherTenant, "shop", [Roles.Recorder]))
            .PostAsync("/purchases", """{"customer":"q-2","id":"q-2-1","at":"2026-03-10T01:00:00Z","currency":"CNY","amount":"1"}""");
        var strange = (await other.ValueAsync(HttpStatusCode.Created)).GetProperty("customer").GetGuid();
        await (await MergeAsync(survivor, strange)).ProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await MergeAsync(strange, survivor)).ProblemAsync(HttpStatusCode.NotFound, "not-found");
        await (await MergeAsync(survivor, Guid.NewGuid())).ProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Of_one_person_one_referral_counts_and_none_of_oneself()
    {
        var (referrer, first, second) = (await CustomerAsync("r-1", "1.00"), await CustomerAsync("r-2", "1.00"), await CustomerAsync("r-3", "1.00"));
        var facts = api.App.Services.GetRequiredService<FactsStore>();
        await ReferAsync("r-1", "r-2", "09:01");
        await ReferAsync("r-1", "r-3", "09:02");
        await ReferAsync("r-3", "r-2", "09:00");
        Assert.Equal(["r-3"], await ReferredAsync(referrer));

        await MergeAsync(first, second);
        Assert.Equal(["r-2"], await ReferredAsync(referrer));
        Assert.Empty(await ReferredAsync(first));
        Assert.Equal([referrer], await facts.ReferrersAsync(api.Tenant, first, default));
        // What the one does after the merge is credited to whoever referred the other.
        await api.BuysAsync("r-3", "r-3-2", "2026-03-10T10:00:00+08:00", "7.00");
        await api.AtRestAsync();
        var referred = (await facts.LoadAsync(api.Tenant, [referrer], true, default))[referrer].Facts.Referred;
        Assert.All(referred.Values, one => Assert.Equal(first.ToString("D"), one.Customer));
        Assert.Contains(referred.Values.First().Facts, fact => fact is Rules.Facts.Purchase { Amount: 7m });

        async Task<string[]> ReferredAsync(Guid customer)
        {
            await api.AtRestAsync();
            var own = (await facts.LoadAsync(api.Tenant, [customer], true, default))[customer].Facts.Own;
            return [.. own.Referred.Select(one => Guid.Parse(one) == first ? "r-2" : "r-3")];
        }
    }

    [Fact]
    public async Task What_is_folded_again_after_a_merge_is_what_was_folded_live()
    {
        var (survivor, duplicate) = (await CustomerAsync("s-1", "600.00"), await CustomerAsync("s-2", "400.00"));
        await MergeAsync(survivor, duplicate);
        await api.HistoryAsync(survivor, 2);
        await api.HistoryAsync(duplicate, 2);
        await api.AtRestAsync();

        foreach (var projection in (string[])["customers", "customer-facts", "tiers", "customer-plans"]) await api.RebuiltIsLiveAsync(projection);
        var merges = await api.RowsAsync($"select customer_id, survivor_id from person_merge where tenant_id = '{api.Tenant}' order by 1");
        Assert.Contains($"{duplicate} {survivor}", merges);

        // The table that leads to survivors follows from the log too.
        await api.OwnerAsync<object>($"delete from person_merge where tenant_id = '{api.Tenant}'");
        await api.OwnerAsync<object>($"update follower set position = 0 where tenant_id = '{api.Tenant}' and name = 'merged-ids'");
        await CustomerAsync("s-3", "1.00");
        await api.AtRestAsync();
        Assert.Equal(merges, await api.RowsAsync($"select customer_id, survivor_id from person_merge where tenant_id = '{api.Tenant}' order by 1"));
    }

    private async Task<HttpResponseMessage> MergeAsync(Guid survivor, Guid duplicate, string? key = null) =>
        await api.Person("ada", Roles.Agent).PostAsync(
        $"/customers/{survivor:D}/merges", $$"""{"duplicate":"{{duplicate:D}}","reason":"the same phone number"}""", key);

    private async Task<Guid> CustomerAsync(string name, string amount)
    {
        var customer = await api.BuysAsync(name, $"{name}-1", Today, amount);
        await api.HistoryAsync(customer, 1);
        return customer;
    }

    private Task ReferAsync(string by, string referred, string at) => api.PostAsync(
        api.Person("shop", Roles.Recorder), "/api/v1/referrals",
        $$"""{"customer":"{{by}}","id":"{{by}}-{{referred}}","at":"2026-03-10T{{at}}:00+08:00","referred":"{{referred}}"}""");

    private async Task<JsonNode> ReadAsync(string path) => (await api.Person("rita", Roles.Reviewer).GetFromJsonAsync<JsonNode>("/api/v1/" + path))!;

    private async Task<(int, string?)> StateAsync(Guid customer, long known)
    {
        var state = await ReadAsync($"customers/{customer:D}/state?asOf=2026-03-10&knownAt={known}");
        return (state["facts"]!.AsArray().Sum(kind => (int)kind!["count"]!), (string?)state["joined"]);
    }

    private async Task<JsonNode> LastAsync(Guid customer, string held)
    {
        for (var lines = 2; ; lines++)
            if ((await api.HistoryAsync(customer, lines))[^1] is { } last && (string?)last["held"] == held) return last;
    }

    private static string Line(JsonNode? line) => $"{line!["trigger"]} {line["asOf"]} {line["outcome"]} {line["held"]}";

    /// <summary>Appends a copy of an earlier decision, as if it came late.</summary>
    private async Task AppendAgainAsync(Guid customer, string trigger)
    {
        var services = api.App.Services;
        var stream = TierState.Stream(customer, "membership");
        var decision = (await services.GetRequiredService<LogReader>().StreamAsync(api.Tenant, stream))
            .First(recorded => ((TierDecided)EventSerializer.Read(recorded)).TriggerKind == trigger);
        var copy = services.GetRequiredService<EventSerializer>()
            .Write(api.Tenant, stream, EventSerializer.Read(decision), new(Guid.NewGuid(), decision.Effective, customer));
        Assert.IsType<AppendOutcome.Appended>(
            await services.GetRequiredService<LogWriter>().AppendAsync(new(api.Tenant, "service:tiering", [new(stream, null, [copy])]), default));
    }
}
