using System.Net;
using System.Text.RegularExpressions;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Lifecycle;
using CustomerTiering.Api.Tests.Segments;
using CustomerTiering.Api.Tests.Tiering;

namespace CustomerTiering.Api.Tests.Faults;

/// <summary>With a lifecycle and a segment in force besides the ladder, so that there is a run of each kind.</summary>
public sealed class ApiWithEveryKindOfRun : ApiWithMembershipInForce
{
    public override async Task InitializeAsync()
    {
        await base.InitializeAsync();
        await InForceAsync("lifecycles", "lifecycle", DefaultStandards.Lifecycle, 1, "2025-01-01");
        await InForceAsync("segments", "frequent", ApiWithSegmentsInForce.Frequent, 1, "2026-01-01");
    }
}

/// <summary>
/// What one company knows is nothing to another (27): each endpoint that takes an id is asked for ours by somebody else who may do everything.
/// </summary>
public sealed class TenancyTests(ApiWithEveryKindOfRun api) : IClassFixture<ApiWithEveryKindOfRun>
{
    [Fact]
    public async Task Every_id_of_ours_is_unknown_to_another_company_and_nothing_is_touched()
    {
        var ids = await OursAsync();
        var surface = await Surface.OfAsync(api);
        var stranger = api.With(api.Tokens.Issue(api.OtherTenant, "stranger", [.. Roles.All]));
        var ours = api.Person("everybody", [.. Roles.All]);
        var before =
            await api.RowsAsync(
                $"select (select count(*) from event where tenant_id = '{api.OtherTenant}'), (select count(*) from person where tenant_id = "
                    + $"'{api.OtherTenant}'), (select count(*) from run where tenant_id = '{api.OtherTenant}')");
        var wrong = new List<string>();
        // The packs are the program's own: their ids are everybody's, and what is installed is the caller's.
        Operation[] withIds = [.. surface.Operations.Where(one =>
            one.Path.Contains('{', StringComparison.Ordinal) && !one.Path.StartsWith("/api/v1/packs/", StringComparison.Ordinal))];
        Assert.InRange(withIds.Length, 80, int.MaxValue);
        foreach (var operation in withIds)
        {
            var path = Filled(operation.Path, ids);
            if (path is null) wrong.Add($"{operation}: no id of ours is at hand");
            else wrong.AddRange(await WrongAsync(operation, path, stranger, ours));
        }
        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.Equal(
            before, await api.RowsAsync(
                $"select (select count(*) from event where tenant_id = '{api.OtherTenant}'), (select count(*) from person where tenant_id = "
                    + $"'{api.OtherTenant}'), (select count(*) from run where tenant_id = '{api.OtherTenant}')"));
    }

    [Fact]
    public async Task A_purchase_of_ours_can_not_be_returned_by_another_company()
    {
        await api.BuysAsync("crossed", "x-1", "2026-03-10T09:00:00+08:00", "10.00");
        var stranger = api.With(api.Tokens.Issue(api.OtherTenant, "stranger", [Roles.Recorder]));

        var answer = await stranger.PostAsync(
            "/api/v1/returns", """{"customer":"crossed","id":"xr-1","at":"2026-03-10T10:00:00+08:00","of":"x-1","currency":"CNY","amount":"1.00"}""",
            "xr-1");

        await answer.ProblemAsync(HttpStatusCode.UnprocessableEntity, "unknown-purchase");
        Assert.Equal(0, await api.HeadAsync(api.OtherTenant));
    }

    [Fact]
    public async Task Lists_and_reports_of_another_company_hold_nothing_of_ours()
    {
        var customer = await api.BuysAsync("listed", "li-1", "2026-03-10T09:00:00+08:00", "10.00");
        await api.HistoryAsync(customer, 1);
        var stranger = api.With(api.Tokens.Issue(api.OtherTenant, "stranger", [.. Roles.All]));
        // The packs are the program's own.
        Operation[] lists = [.. (await Surface.OfAsync(api)).Operations.Where(one =>
            one.Method == HttpMethod.Get && !one.Path.Contains('{', StringComparison.Ordinal) && one.Path != "/api/v1/packs")];
        Assert.InRange(lists.Length, 25, int.MaxValue);
        foreach (var operation in lists)
        {
            using var answer = await stranger.GetAsync($"{operation.Path}?{Query(operation)}");
            var text = await answer.Content.ReadAsStringAsync();
            Assert.DoesNotContain("membership", text, StringComparison.Ordinal);
            Assert.DoesNotContain(customer.ToString("D"), text, StringComparison.Ordinal);
            Assert.Null(await answer.FaultAsync());
        }
    }

    [Fact]
    public async Task No_header_query_or_body_makes_somebody_another_companys()
    {
        var stranger = api.With(api.Tokens.Issue(api.OtherTenant, "stranger", [.. Roles.All]));
        foreach (var name in (string[])["Tenant", "X-Tenant", "X-Tenant-Id", "tenant_id"])
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/me?tenant={api.Tenant}&{name}={api.Tenant}");
            request.Headers.TryAddWithoutValidation(name, api.Tenant.ToString());
            Assert.Contains(
                api.OtherTenant.ToString(), await (await stranger.SendAsync(request)).Content.ReadAsStringAsync(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task A_cursor_altered_or_of_another_company_is_refused_by_every_list()
    {
        var ours = api.Person("everybody", [.. Roles.All]);
        var stranger = api.With(api.Tokens.Issue(api.OtherTenant, "stranger", [.. Roles.All]));
        var ids = await OursAsync();
        var seconds = 0;
        await OursAsync();
        foreach (var operation in (await Surface.OfAsync(api)).Operations.Where(one => one.Parameters.Any(parameter => parameter.Name == "cursor")))
        {
            var path = Filled(operation.Path, ids);
            using var made = await ours.GetAsync($"{path}?limit=1&{Query(operation)}");
            var text = await made.Content.ReadAsStringAsync();
            var cursor = Regex.Match(text, "\"next\":\"([^\"]+)\"").Groups[1].Value;
            List<(HttpClient Client, string Cursor)> bad = [(ours, "garbage"), (ours, new string('A', 60))];
            if (cursor.Length > 0)
            {
                bad.AddRange([(ours, (cursor[0] == 'A' ? 'B' : 'A') + cursor[1..]), (ours, cursor[..^4]), (stranger, cursor)]);
                seconds++;
            }
            foreach (var (client, sent) in bad)
            {
                using var answer = await client.GetAsync($"{path}?limit=1&{Query(operation)}&cursor={sent}");
                // the list itself is not there
                if (answer.StatusCode == HttpStatusCode.NotFound && (client == stranger || made.StatusCode == HttpStatusCode.NotFound)) continue;
                await answer.ProblemAsync(HttpStatusCode.BadRequest, "bad-cursor");
            }
        }
        Assert.True(seconds >= 5, $"Only {seconds} lists had a second page.");
    }

    /// <summary>
    /// Ids by the name of the parameter that takes them, and where several endpoints call different things the same, by their path.
    /// </summary>
    private async Task<Dictionary<string, string>> OursAsync()
    {
        var name = $"ours-{Guid.NewGuid():N}";
        var customer = await api.BuysAsync(name, name + "-1", "2026-03-10T09:00:00+08:00", "1500.00");
        await api.BuysAsync(name, name + "-2", "2026-03-10T09:30:00+08:00", "1.00");
        var decision = (string)(await api.HistoryAsync(customer, 1))[0]!["id"]!;
        var operators = api.Person("olga", Roles.Operator);
        var run = await api.PostAsync(operators, "/api/v1/assessments", """{"asOf":"2026-03-10"}""");
        await EndedAsync(operators, $"/api/v1/assessments/{run["id"]}");
        var trial = await api.PostAsync(operators, "/api/v1/trials", """{"drafts":[{"name":"membership"}]}""");
        await EndedAsync(operators, $"/api/v1/trials/{trial["id"]}");
        var preview = await api.PostAsync(operators, "/api/v1/policies/membership/versions/1/transition-preview", "{}");
        var stages = await api.PostAsync(operators, "/api/v1/lifecycle-assessments", """{"asOf":"2026-03-09"}""");
        var segments = await api.PostAsync(operators, "/api/v1/segment-assessments", """{"asOf":"2026-03-09"}""");
        var asked = await api.PostAsync(
            api.Person("ann", Roles.Agent), $"/api/v1/customers/{customer:D}/tiers/membership/overrides",
            """{"kind":"exact","tier":"gold","from":"2026-03-10","until":"2026-03-31","reason":"goodwill","text":"They waited."}""");
        var appeal = await api.PostAsync(
            api.Person("ann", Roles.Agent), $"/api/v1/customers/{customer:D}/appeals",
            $$"""{"decision":"{{decision}}","grounds":"I bought more.","channel":"mail"}""");
        var fact = await api.OwnerAsync<Guid>($"select event_id from event where subject = '{customer}' and type = 'PurchaseMade' limit 1");
        return new(StringComparer.Ordinal)
        {
            ["customer"] = customer.ToString("D"),
            ["/api/v1/decisions/{id}"] = decision,
            ["/api/v1/decisions/{id}/explanation"] = decision,
            ["/api/v1/facts/{id}"] = fact.ToString("D"),
            ["/api/v1/appeals/{id}"] = (string)appeal["id"]!,
            ["id"] = (string)asked["id"]!, // of overrides; of the commands on appeals too, which a stranger is refused whatever it is
            ["name"] = "membership",
            ["version"] = "1",
            ["ladder"] = "membership",
            ["/api/v1/lifecycle-assessments/{run}"] = (string)stages["id"]!,
            ["/api/v1/lifecycle-assessments/{run}/cancellation"] = (string)stages["id"]!,
            ["/api/v1/trials/{id}"] = (string)trial["id"]!,
            ["/api/v1/trials/{id}/cancellation"] = (string)trial["id"]!,
            ["/api/v1/segment-assessments/{run}"] = (string)segments["id"]!,
            ["/api/v1/segment-assessments/{run}/cancellation"] = (string)segments["id"]!,
            ["/api/v1/transition-previews/{run}"] = (string)preview["id"]!,
            ["run"] = (string)run["id"]!,
            ["code"] = "silver-care",
            ["route"] = "policies",
        };
    }

    private static async Task EndedAsync(HttpClient client, string run)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while ((await client.GetStringAsync(run, patience.Token)).Contains("\"state\":\"running\"", StringComparison.Ordinal))
            await Task.Delay(50, patience.Token);
    }

    private static string? Filled(string path, Dictionary<string, string> ids)
    {
        var missing = false;
        var filled = Regex.Replace(path, "{(\\w+)}", match =>
        {
            if (match.Groups[1].Value == "name" && path.StartsWith("/api/v1/lifecycles", StringComparison.Ordinal)) return "lifecycle";
            if (match.Groups[1].Value == "name" && path.StartsWith("/api/v1/service-plans", StringComparison.Ordinal)) return "silver-care";
            if (ids.TryGetValue(path, out var id) || ids.TryGetValue(match.Groups[1].Value, out id)) return id;
            missing = true;
            return "";
        });
        return missing ? null : filled;
    }

    /// <summary>What the operation must be asked with, besides its path.</summary>
    internal static string Query(Operation operation) =>
        string.Join('&', operation.Parameters.Where(parameter => parameter.In == "query").Select(parameter => parameter.Name switch
    {
        "month" => "month=2026-03",
        "from" => "from=2026-01-01",
        "to" when operation.Path.EndsWith("/difference", StringComparison.Ordinal) => "to=1",
        "to" => "to=2026-03-31",
        "asOf" => "asOf=2026-03-10",
        "ladder" => "ladder=membership",
        _ => "",
    }).Where(one => one.Length > 0));

    private static async Task<IEnumerable<string>> WrongAsync(Operation operation, string path, HttpClient stranger, HttpClient ours)
    {
        var wrong = new List<string>();
        var body = operation.TakesJson ? Wire.Bytes(BodyOf(operation.Path)) : null;
        using var theirs = operation.Request($"{path}?{Query(operation)}", body);
        using var answer = await stranger.SendAsync(theirs);
        if (answer.StatusCode != HttpStatusCode.NotFound)
            wrong.Add($"{operation} answers a stranger {(int)answer.StatusCode} {await answer.Content.ReadAsStringAsync()}");
        if (operation.Method != HttpMethod.Get) return wrong;
        using var control = await ours.GetAsync($"{path}?{Query(operation)}"); // the same by us is there: the refusal is for the company's sake
        if (control.StatusCode == HttpStatusCode.OK || NotOfOurs.Contains(operation.Path)) return wrong;
        wrong.Add($"{operation} answers us {(int)control.StatusCode} {await control.Content.ReadAsStringAsync()}");
        return wrong;
    }

    /// <summary>What the company of this test has not: a lifecycle in force, segments, service plans, and runs in the log.</summary>
    private static readonly string[] NotOfOurs =
    [
        "/api/v1/customers/{customer}/stage", "/api/v1/customers/{customer}/stage/history", "/api/v1/lifecycles/{name}/versions/{version}",
        "/api/v1/segments/{name}/versions/{version}", "/api/v1/segments/{name}/customers",
        "/api/v1/segments/{name}/versions/{version}/difference", "/api/v1/segments/{name}/versions/{version}/file",
        "/api/v1/service-plans/{code}", "/api/v1/service-plans/{name}/versions/{version}",
        "/api/v1/lifecycles/{name}/versions/{version}/difference", "/api/v1/lifecycles/{name}/versions/{version}/file",
        "/api/v1/service-plans/{name}/versions/{version}/difference", "/api/v1/service-plans/{name}/versions/{version}/file",
        "/api/v1/audit/runs/{run}",
    ];

    /// <summary>A body that is right by itself, so that the id alone decides.</summary>
    private static string BodyOf(string path) => path switch
    {
        _ when path.EndsWith("/overrides/{id}/approval", StringComparison.Ordinal) => """{"comment":"fair"}""",
        _ when path.EndsWith("/overrides", StringComparison.Ordinal) =>
            """{"kind":"exact","tier":"gold","from":"2026-03-10","until":"2026-03-31","reason":"goodwill","text":"because"}""",
        _ when path.EndsWith("/{customer}/appeals", StringComparison.Ordinal) =>
            $$"""{"decision":"{{Guid.Empty}}","grounds":"because","channel":"mail"}""",
        _ when path.EndsWith("/upholding", StringComparison.Ordinal) => "{}",
        _ when path.EndsWith("/dismissal", StringComparison.Ordinal) => """{"reasons":"because"}""",
        _ when path.EndsWith("/revocation", StringComparison.Ordinal) => """{"reason":"because"}""",
        _ when path.EndsWith("/approval", StringComparison.Ordinal) => $$"""{"digest":"{{new string('0', 64)}}"}""",
        _ when path.EndsWith("/rejection", StringComparison.Ordinal) => """{"comment":"because"}""",
        _ when path.EndsWith("/facts/preview", StringComparison.Ordinal) =>
            """{"kind":"purchase","customer":"x","id":"x","at":"2026-03-10T09:00:00Z","currency":"CNY","amount":"1"}""",
        _ when path.EndsWith("/transition-preview", StringComparison.Ordinal) => """{"from":"2026-04-01"}""",
        _ when path.EndsWith("/force", StringComparison.Ordinal) => """{"from":"2026-01-01"}""",
        _ when path.EndsWith("/retirement", StringComparison.Ordinal) => """{"from":"2026-03-11"}""",
        _ when path.EndsWith("/assessments", StringComparison.Ordinal) => """{"asOf":"2026-03-09"}""",
        _ when path.EndsWith("/details", StringComparison.Ordinal) => """{"name":"Somebody"}""",
        _ when path.EndsWith("/attributes", StringComparison.Ordinal) => """{"attributes":{"branch":"retail"}}""",
        _ when path.EndsWith("/dismissed-duplicates", StringComparison.Ordinal) => $$"""{"other":"{{Guid.NewGuid()}}","reason":"because"}""",
        _ when path.EndsWith("/merges", StringComparison.Ordinal) || path.EndsWith("/separations", StringComparison.Ordinal) =>
            $$"""{"duplicate":"{{Guid.NewGuid()}}","reason":"because"}""",
        _ when path.EndsWith("/group", StringComparison.Ordinal) => """{"group":"a-group"}""",
        _ when path.StartsWith("/api/v1/lifecycles", StringComparison.Ordinal) =>
            File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Demo", "standards", "lifecycle.json")),
        _ when path.StartsWith("/api/v1/segments", StringComparison.Ordinal) =>
            """{"schema":"segment/1","code":"membership","timeZone":"UTC","stated":true}""",
        _ when path.StartsWith("/api/v1/policies", StringComparison.Ordinal) => ApiWithMembershipInForce.Membership,
        _ when path.StartsWith("/api/v1/service-plans", StringComparison.Ordinal) =>
            """{"schema":"service-plan/1","code":"silver-care","name":{"en":"Silver care"},"entitlements":{}}""",
        _ => "{}",
    };
}
