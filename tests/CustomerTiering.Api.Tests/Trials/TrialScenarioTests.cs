using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Api.Tests.Lifecycle;
using CustomerTiering.Api.Tests.Tiering;

namespace CustomerTiering.Api.Tests.Trials;

public sealed class TrialScenarioTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    private static readonly string Doubled = ApiWithMembershipInForce.Membership
        .Replace("\"atLeast\": 1000", "\"atLeast\": 2000", StringComparison.Ordinal)
            .Replace("\"atLeast\": 800", "\"atLeast\": 1600", StringComparison.Ordinal)
        .Replace("\"atLeast\": 5000", "\"atLeast\": 10000", StringComparison.Ordinal);

    private readonly HttpClient _author = api.Person("ann", Roles.PolicyAuthor);

    [Fact]
    public async Task Doubled_thresholds_show_who_falls_and_why_beside_a_version_that_changes_nothing_and_nothing_is_decided()
    {
        var falls = await api.BuysAsync("falls", "f-1", "2026-03-10T09:00:00+08:00", "1999.99");
        var stays = await api.BuysAsync("stays", "s-1", "2026-03-10T09:00:00+08:00", "2000.00");
        foreach (var customer in (Guid[])[falls, stays]) await api.HistoryAsync(customer, 1);
        var before = await StoredAsync();

        var trial = await TriedAsync($$"""{"drafts":[{"name":"membership","version":1},{"document":{{Doubled}}}],"to":"2026-03-10"}""");
        var again = await TriedAsync($$"""{"drafts":[{"name":"membership"},{"document":{{Doubled}}}],"to":"2026-03-10"}""");

        Assert.Equal(("2025-01-01", "2026-03-10", "ann"), ((string?)trial["from"], (string?)trial["to"], (string?)trial["actor"]));
        Assert.Equal(["membership 1", "membership 0"], trial["drafts"]!.AsArray().Select(draft => $"{draft!["name"]} {draft["version"]}"));
        Assert.Equal((string?)trial["digest"], (string?)again["digest"]);
        var (same, doubled) = (trial["result"]!["drafts"]![0]!, trial["result"]!["drafts"]![1]!);
        Assert.Equal(15, same["days"]!.AsArray().Count);
        Assert.DoesNotContain(
            same["days"]!.AsArray().SelectMany(day => day!["matrix"]!.AsArray()), move => (string?)move!["from"] != (string?)move["to"]);
        Assert.Equal("[]", same["movers"]!["listed"]!.ToJsonString());
        Assert.Contains("silver ordinary", doubled["days"]![14]!["matrix"]!.AsArray().Select(move => $"{move!["from"]} {move["to"]}"));
        var mover = doubled["movers"]!["listed"]!.AsArray().Single(mover => (Guid)mover!["customer"]! == falls)!;
        Assert.Equal(("silver", "ordinary"), ((string?)mover["from"], (string?)mover["to"]));
        Assert.Equal(
            """[{"tier":"silver","rule":"qualify","subject":"metric spend","required":"at least 2000","actual":"1999.99","verdict":"not"}]""",
            mover["because"]!.ToJsonString());
        Assert.DoesNotContain(doubled["movers"]!["listed"]!.AsArray(), one => (Guid)one!["customer"]! == stays);

        Assert.Equal(before, await StoredAsync());
        var listed = await api.Person("rita", Roles.Reviewer).GetFromJsonAsync<JsonArray>("/api/v1/trials");
        Assert.Contains(listed!, one => (string?)one!["id"] == (string?)trial["id"] && one["result"] is null);
    }

    [Fact]
    public async Task A_trial_of_a_segment_is_of_those_who_are_in_it_on_the_last_day()
    {
        foreach (var (name, day, segments) in new[]
            { ("inside", "2026-03-10", "\"trial-ones\""), ("outside", "2026-03-10", ""), ("gone", "2026-03-01", "\"trial-ones\""),
                ("gone", "2026-03-10", "") })
        {
            await api.PostAsync(
                api.Person("shop", Roles.Recorder), "/api/v1/customers/facts",
                $$"""{"customer":"{{name}}","at":"{{day}}T08:00:00+08:00","type":"person","segments":[{{segments}}]}""");
        }
        var bought = new Dictionary<string, Guid>();
        foreach (var name in new[] { "inside", "outside", "gone" })
            await api.HistoryAsync(bought[name] = await api.BuysAsync(name, $"{name}-1", "2026-03-10T09:00:00+08:00", "1999.99"), 1);
        await api.EventuallyAsync("/api/v1/segments/trial-ones/customers", page => page["items"]!.AsArray().Count == 1);

        var all = await TriedAsync($$"""{"drafts":[{"document":{{Doubled}}}],"to":"2026-03-10"}""");
        var inside = await TriedAsync($$"""{"drafts":[{"document":{{Doubled}}}],"to":"2026-03-10","segment":"trial-ones"}""");
        var earlier = await TriedAsync($$"""{"drafts":[{"document":{{Doubled}}}],"to":"2026-03-09","segment":"trial-ones"}""");
        var nobody = await TriedAsync($$"""{"drafts":[{"document":{{Doubled}}}],"to":"2026-03-10","segment":"nobody"}""");

        Assert.True((int)all["result"]!["customers"]! >= 3);
        Assert.Equal((1, "trial-ones"), ((int)inside["result"]!["customers"]!, (string?)inside["result"]!["segment"]));
        Assert.Equal($"{bought["inside"]:D} silver ordinary", inside["result"]![
            "drafts"]![0]!["movers"]!["listed"]!.AsArray().Select(mover => $"{mover!["customer"]} {mover["from"]} {mover["to"]}").Single());
        Assert.Equal(1, (int)earlier["result"]!["customers"]!);
        Assert.Equal(0, (int)nobody["result"]!["customers"]!);
        Assert.NotEqual((string?)all["digest"], (string?)inside["digest"]);
    }

    [Fact]
    public async Task Held_tiers_are_carried_into_a_draft_as_its_transition_says_or_it_is_as_if_nobody_had_held_one()
    {
        var customer = await api.BuysAsync("carried", "ca-1", "2026-03-01T09:00:00+08:00", "1500.00");
        await api.HistoryAsync(customer, 1);
        await api.EventuallyAsync($"/api/v1/customers/{customer:D}/tiers", tiers => (string?)tiers.AsArray().SingleOrDefault()?["held"] == "silver");
        var atOnce = Doubled.Replace("\"grace\": \"P30D\", ", "", StringComparison.Ordinal)
            .Replace("\"validity\"", "\"transition\": \"at-once\", \"validity\"", StringComparison.Ordinal);
        var renamed = Doubled.Replace("\"code\": \"silver\"", "\"code\": \"plus\"", StringComparison.Ordinal);

        Assert.Equal("silver ordinary 2026-03-05 joined", await MovedAsync(customer, Doubled, "2026-03-05", carry: false));
        Assert.Null(await MovedAsync(customer, Doubled, "2026-03-05", carry: true));
        Assert.Equal("silver ordinary 2026-03-05 downgraded", await MovedAsync(customer, atOnce, "2026-03-05", carry: true));
        Assert.Equal("silver plus 2026-03-05 carried", await MovedAsync(customer, renamed, "2026-03-05", carry: true));
        // What decides already moves nobody.
        Assert.Null(await MovedAsync(customer, ApiWithMembershipInForce.Membership, "2026-03-05", carry: true));
        // On the day of joining nothing was held on the day before.
        Assert.Equal("silver ordinary 2026-03-01 joined", await MovedAsync(customer, Doubled, "2026-03-01", carry: true));
    }

    [Fact]
    public async Task A_trial_that_is_over_can_not_be_cancelled_and_a_cancellation_of_an_assessment_is_none_of_a_trial()
    {
        var trial = await TriedAsync("""{"drafts":[{"name":"membership"}]}""");
        using var over = await api.SendAsync(_author, $"/api/v1/trials/{trial["id"]}/cancellation", null);
        await over.ProblemAsync(HttpStatusCode.UnprocessableEntity, "not-running");

        var assessment = await api.PostAsync(api.Person("olga", Roles.Operator), "/api/v1/assessments", """{"asOf":"2026-03-01"}""");
        using var other = await api.SendAsync(_author, $"/api/v1/trials/{assessment["id"]}/cancellation", null);
        await other.ProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task Everything_that_is_wrong_is_refused_at_once_by_its_place()
    {
        var wrong = Doubled.Replace("\"CNY\"", "\"CNYY\"", StringComparison.Ordinal)
            .Replace("\"metric\": \"spend\", \"atLeast\": 2000", "\"metric\": \"spent\", \"atLeast\": 2000", StringComparison.Ordinal);
        await RefusedAsync($$"""{"drafts":[{"name":"membership"},{"document":{{wrong}}}]}""", HttpStatusCode.BadRequest, "invalid-request",
            "$.drafts[1].document.currency", "$.drafts[1].document.tiers[1].qualify.metric");
        await RefusedAsync(
            """{"drafts":[],"from":"2026-02-01","to":"2026-01-01"}""", HttpStatusCode.BadRequest, "invalid-request", "$.drafts", "$.to");
        await RefusedAsync($$"""{"drafts":[{"name":"membership","document":{{Doubled}}},{"version":1}]}""", HttpStatusCode.BadRequest,
            "invalid-request", "$.drafts[0].name", "$.drafts[1].name");
        await RefusedAsync("""{"drafts":[{"name":"membership"}],"to":"2026-03-11"}""", HttpStatusCode.BadRequest, "invalid-request", "$.to");
        await RefusedAsync(
            $$"""{"drafts":[{"name":"membership"},{"document":{{Doubled.Replace("\"membership\"", "\"credit\"", StringComparison.Ordinal)}}}]}""",
            HttpStatusCode.BadRequest, "invalid-request", "$.drafts[1]");
        await RefusedAsync("""{"drafts":[{"name":"membership","version":9}]}""", HttpStatusCode.UnprocessableEntity, "unknown-version");
        await RefusedAsync("""{"drafts":[{"name":"nothing"}]}""", HttpStatusCode.UnprocessableEntity, "unknown-version");
    }

    [Fact]
    public async Task One_customer_is_tried_up_to_a_day_to_come_with_a_purchase_that_is_only_supposed()
    {
        var customer = await api.BuysAsync("tried", "t-1", "2026-03-10T09:00:00+08:00", "1000.00");
        await api.HistoryAsync(customer, 1);
        var before = await StoredAsync();

        var silent = await CustomerAsync($$"""{"customer":"{{customer}}","ladder":"membership","asOf":"2027-10-10"}""");
        var buying = await CustomerAsync(
            $$"""{"customer":"{{customer}}","ladder":"membership","asOf":"2026-06-30","facts":[{"kind":"purchase","at":"2026-06-15","currency":"CNY","amount":"4000.00"},{"kind":"return","at":"2026-06-20","of":"t-1","currency":"CNY","amount":"0.01"}]}""");

        Assert.Equal("silver", (string?)silent["holds"]);
        Assert.Equal(
            ["review 2026-04-01 silver", "expiry 2026-09-09 silver", "expiry 2027-03-09 silver", "warning 2027-08-10 silver",
                "expiry 2027-09-09 silver", "grace-end 2027-10-09 ordinary"],
            Lines(silent).Where((line, i) => i == 0 || !line.StartsWith("review", StringComparison.Ordinal)));
        Assert.Equal(["at-once 2026-06-15 gold", "recheck 2026-06-20 silver"],
            Lines(buying).Where(line => !line.StartsWith("review", StringComparison.Ordinal)));
        var risen = buying["entries"]!.AsArray().Single(entry => (string?)entry!["trigger"] == "at-once")!;
        Assert.Equal(("5000", "gold", "met"), ((string?)risen["metrics"]!["spend"], (string?)risen["trace"]!.AsArray()[^1]!["tier"],
            (string?)risen["trace"]!.AsArray()[^1]!["verdict"]));
        Assert.Equal(before, await StoredAsync());
    }

    [Fact]
    public async Task One_customer_is_tried_on_a_document_as_if_it_had_been_in_force_and_the_cent_decides()
    {
        var customer = await api.BuysAsync("drafted", "dr-1", "2026-03-10T09:00:00+08:00", "1999.99");
        await api.HistoryAsync(customer, 1);

        var held = await CustomerAsync($$"""{"customer":"{{customer}}","document":{{Doubled}},"asOf":"2026-03-10"}""");
        var risen = await CustomerAsync(
            $$"""{"customer":"{{customer}}","document":{{Doubled}},"asOf":"2026-03-10","facts":[{"kind":"purchase","at":"2026-03-10","currency":"CNY","amount":"0.01"}]}""");

        Assert.Equal(["joining 2026-03-10 ordinary"], Lines(held));
        Assert.Equal(["joining 2026-03-10 silver"], Lines(risen));
    }

    [Fact]
    public async Task What_the_log_would_refuse_can_not_be_supposed()
    {
        var customer = await api.BuysAsync("supposed", "su-1", "2026-03-10T09:00:00+08:00", "10.00");
        await api.HistoryAsync(customer, 1);
        var start = $$"""{"customer":"{{customer}}","ladder":"membership","asOf":"2026-03-10",""";

        await SupposedAsync(
            $$"""{{start}}"facts":[{"kind":"return","at":"2026-03-10T10:00:00","of":"su-1","currency":"CNY","amount":"10.01"},{"kind":"return","at":"2026-03-10","of":"none","currency":"CNY","amount":"1"},{"kind":"purchase","id":"su-1","at":"2026-03-10","currency":"CNY","amount":"1"}]}""", "$.facts[0].amount", "$.facts[1].of", "$.facts[2].id");
        // The purchase was made at nine: a date alone is its midnight, which is before it, and is said before the amount is.
        await SupposedAsync(
            $$"""{{start}}"facts":[{"kind":"return","at":"2026-03-10","of":"su-1","currency":"CNY","amount":"10.01"}]}""", "$.facts[0].at");
        await SupposedAsync(
            $$"""{{start}}"facts":[{"kind":"purchase","at":"2026-03-10","currency":"CNY","amount":"-1"},{"kind":"gift","at":"2026-03-10"}]}""",
            "$.facts[0].amount", "$.facts[1].kind");
        await SupposedAsync($$"""{"customer":"{{customer}}","ladder":"membership","asOf":"2031-03-11"}""", "$.asOf");
        using var unknown = await _author.PostAsync(
            "/api/v1/trials/customer", Answers.Json($$"""{"customer":"{{Guid.NewGuid()}}","ladder":"membership","asOf":"2026-03-10"}"""));
        await unknown.ProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    /// <summary>All that the log holds; which plan serves follows a decision by itself, a moment later.</summary>
    private Task<List<string>> StoredAsync() =>
        api.RowsAsync("select type, count(*), max(position) from event where type <> 'ServicePlanAssigned' group by type order by type");

    private async Task SupposedAsync(string body, params string[] fields)
    {
        using var answer = await _author.PostAsync("/api/v1/trials/customer", Answers.Json(body));
        var problem = await answer.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");
        Assert.Equal(fields, problem.Fields());
    }

    private async Task RefusedAsync(string body, HttpStatusCode status, string code, params string[] fields)
    {
        using var answer = await api.SendAsync(_author, "/api/v1/trials", body);
        var problem = await answer.ProblemAsync(status, code);
        if (fields.Length > 0) Assert.Equal(fields, problem.Fields());
    }

    private async Task<JsonNode> CustomerAsync(string body)
    {
        using var answer = await _author.PostAsync("/api/v1/trials/customer", Answers.Json(body));
        var text = await answer.Content.ReadAsStringAsync();
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonNode.Parse(text)!;
    }

    private static IEnumerable<string> Lines(JsonNode timeline) => timeline["entries"]!.AsArray()
        .Select(entry => $"{((string?)entry!["kind"] == "warning" ? "warning" : entry["trigger"])} {entry["asOf"]} {entry["held"]}");

    /// <summary>Where a draft would have a customer on 10 March, and by what; null for the tier that is in force.</summary>
    private async Task<string?> MovedAsync(Guid customer, string draft, string from, bool carry)
    {
        var trial = await TriedAsync(
            $$"""{"drafts":[{"document":{{draft}}}],"from":"{{from}}","to":"2026-03-10","carryHeld":{{(carry ? "true" : "false")}}}""");
        Assert.Equal(carry, (bool)trial["result"]!["carryHeld"]!);
        var mover = trial["result"]!["drafts"]![0]!["movers"]!["listed"]!.AsArray().SingleOrDefault(one => (Guid)one!["customer"]! == customer);
        return mover is null ? null : $"{mover["from"]} {mover["to"]} {mover["asOf"]} {mover["outcome"]}";
    }

    private async Task<JsonNode> TriedAsync(string body)
    {
        var started = await api.PostAsync(_author, "/api/v1/trials", body);
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (true)
        {
            var trial = await _author.GetFromJsonAsync<JsonNode>($"/api/v1/trials/{started["id"]}", patience.Token);
            if ((string?)trial!["state"] == "done") return trial;
            Assert.Equal("running", (string?)trial["state"]);
            await Task.Delay(20, patience.Token);
        }
    }
}
