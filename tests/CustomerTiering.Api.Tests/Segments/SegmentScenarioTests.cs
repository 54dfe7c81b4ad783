using System.Net;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;

namespace CustomerTiering.Api.Tests.Segments;

public sealed class SegmentScenarioTests(ApiWithSegmentsInForce api) : IClassFixture<ApiWithSegmentsInForce>
{
    private const string Reader = "2026-03-10T09:00:00+08:00";

    [Fact]
    public async Task Every_report_is_of_those_in_the_segment_stated_or_computed()
    {
        var (frequent, reader) = await TwoCustomersAsync("filtered");

        foreach (var (segment, who) in new[] { ("frequent", frequent), ("newsletter", reader) })
        {
            var members = await api.GetAsync(
                $"/api/v1/segments/{segment}/customers?limit=500", page => page["items"]!.AsArray().Any(one => (Guid)one!["customer"]! == who));
            var count = members["items"]!.AsArray().Count;
            var counted = await api.GetAsync($"/api/v1/reports/segments?segment={segment}", _ => true);
            Assert.Equal(count, (int)counted.AsArray().Single(one => (string?)one!["segment"] == segment)!["customers"]!);
            foreach (var report in Reports)
                Assert.Equal((report, segment, count), (report, segment, await SumAsync($"{report}segment={segment}")));
        }

        var moves = await api.GetAsync("/api/v1/reports/stage-moves?from=2026-03-01&to=2026-03-31&segment=newsletter", _ => true);
        Assert.Contains(moves.AsArray(), move => (string?)move!["from"] is null && (int)move["customers"]! >= 1);
        Assert.Empty((await api.GetAsync("/api/v1/reports/stage-moves?from=2026-02-01&to=2026-02-28&segment=newsletter", _ => true)).AsArray());
        var value = await api.GetAsync("/api/v1/reports/customer-value?segment=newsletter", _ => true);
        Assert.Contains(value.AsArray(), one => (string?)one!["externalId"] == "filtered-reader");
        Assert.DoesNotContain(value.AsArray(), one => (string?)one!["externalId"] == "filtered-frequent");
        var asked = await api.GetAsync("/api/v1/reports/satisfaction?from=2026-03&to=2026-03&segment=frequent", _ => true);
        Assert.Contains(asked.AsArray(), one => (string?)one!["survey"] == "csat" && (int)one["answers"]! >= 1);
        Assert.Empty((await api.GetAsync("/api/v1/reports/satisfaction?from=2026-03&to=2026-03&segment=newsletter", _ => true)).AsArray());
        Assert.Empty((await api.GetAsync("/api/v1/reports/tiers?ladder=club&segment=frequent&asOf=2026-03-01", _ => true)).AsArray());
    }

    [Fact]
    public async Task A_trial_of_a_segment_that_is_none_is_refused_with_everything_else_that_is_wrong()
    {
        using var refused = await api.SendAsync(
            api.Person("ann", Roles.PolicyAuthor), "/api/v1/trials", """{"drafts":[{"document":{"schema":"tier-policy/1"}}],"segment":"nobodys"}""");

        var fields = (await refused.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request")).Fields();
        Assert.Contains("$.segment", fields);
        Assert.Contains(fields, field => field.StartsWith("$.drafts[0].document", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Members_come_page_by_page_each_once()
    {
        await TwoCustomersAsync("paged");
        await TwoCustomersAsync("paged-too");
        var all = (await api.GetAsync("/api/v1/segments/newsletter/customers?limit=500", _ => true))["items"]!.AsArray()
            .Select(one => (Guid)one!["customer"]!).ToList();
        Assert.True(all.Count >= 2);
        var seen = new List<Guid>();
        for (var cursor = ""; cursor is not null;)
        {
            var page = await api.GetAsync(
                $"/api/v1/segments/newsletter/customers?limit=1{(cursor.Length > 0 ? "&cursor=" + cursor : "")}", _ => true);
            seen.AddRange(page["items"]!.AsArray().Select(one => (Guid)one!["customer"]!));
            cursor = (string?)page["next"];
        }
        Assert.Equal(all, seen);
    }

    [Fact]
    public async Task Whoever_is_merged_is_judged_as_one_and_counted_once()
    {
        var survivor = await api.BuysAsync("one", "one-1", "2026-03-10T09:00:00+08:00", "10.00");
        var duplicate = await api.BuysAsync("same", "same-1", "2026-03-10T09:00:00+08:00", "10.00");
        await api.BuysAsync("same", "same-2", "2026-03-10T09:00:00+08:00", "10.00");
        Assert.Equal(["2026-03-10 frequent entered"], await api.ChangesAsync(duplicate, 1));

        await api.PostAsync(
            api.Person("ada", Roles.Agent), $"/api/v1/customers/{survivor:D}/merges", $$"""{"duplicate":"{{duplicate:D}}","reason":"one card"}""");

        Assert.Equal(["2026-03-10 frequent entered"], await api.ChangesAsync(survivor, 1));
        await api.ClubAsync(survivor, "insider");
        var members = await api.GetAsync(
            "/api/v1/segments/frequent/customers?limit=500", page => page["items"]!.AsArray().Any(one => (Guid)one!["customer"]! == survivor));
        Assert.DoesNotContain(members["items"]!.AsArray(), one => (Guid)one!["customer"]! == duplicate);
        await api.RebuiltIsLiveAsync("customer-segments");
    }

    [Fact]
    public async Task Once_segments_are_in_force_a_name_that_is_none_is_refused_by_policies_and_reports()
    {
        var ann = api.Person("ann", Roles.PolicyAuthor);
        using var policy =
            await api.SendAsync(ann, "/api/v1/policies", ApiWithSegmentsInForce.Club.Replace(
                "\"frequent\"", "\"often\"", StringComparison.Ordinal).Replace("\"club\"", "\"other\"", StringComparison.Ordinal));
        Assert.Equal(["$.tiers[1].qualify.segment"], (await policy.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request")).Fields());
        using var report = await api.Person("rita", Roles.Reviewer).GetAsync("/api/v1/reports/tiers?segment=often");
        Assert.Equal(["segment"], (await report.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request")).Fields());
        using var members = await api.Person("rita", Roles.Reviewer).GetAsync("/api/v1/segments/often/customers");
        await members.ProblemAsync(HttpStatusCode.NotFound, "not-found");
    }

    [Fact]
    public async Task All_that_is_wrong_with_a_segment_is_said_at_once()
    {
        using var refused = await api.SendAsync(api.Person("ann", Roles.PolicyAuthor), "/api/v1/segments",
            """{ "schema": "segment/1", "timeZone": "Mars", "when": { "segment": "s" } }""");
        Assert.Equal(["$.code", "$.timeZone", "$.when.segment"],
            (await refused.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request")).Fields().Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task An_assessment_of_what_is_judged_already_adds_nothing()
    {
        var olga = api.Person("olga", Roles.Operator);
        using var refused = await api.SendAsync(olga, "/api/v1/segment-assessments", """{"from":"2026-01-01","to":"2030-01-01"}""");
        await refused.ProblemAsync(HttpStatusCode.UnprocessableEntity, "as-of-in-the-future");
        var (frequent, _) = await TwoCustomersAsync("assessed");
        await api.ChangesAsync(frequent, 1);
        var run = (string)(
            await api.PostAsync(olga, "/api/v1/segment-assessments", """{"from":"2026-03-10","to":"2026-03-10","segment":"frequent"}"""))["id"]!;
        var done = await api.GetAsync($"/api/v1/segment-assessments/{run}", progress => (string?)progress["state"] == "done");
        Assert.Empty(done["result"]!["failures"]!.AsArray());
        Assert.Single(await api.ChangesAsync(frequent, 1));
    }

    /// <summary>Reports of which the sum over all lines is the number of customers.</summary>
    private static readonly string[] Reports =
    [
        "/api/v1/reports/tiers?ladder=club&", "/api/v1/reports/migration?ladder=club&from=2026-03-01&to=2026-03-31&", "/api/v1/reports/stages?",
        "/api/v1/reports/funnel?from=2026-03-01&to=2026-03-31&",
    ];

    private async Task<int> SumAsync(string report) => (await api.GetAsync(report, _ => true)).AsArray().Sum(line => (int)line!["customers"]!);

    /// <summary>A frequent buyer who answered a survey, and a reader of the newsletter who bought once; both with tier and stage.</summary>
    private async Task<(Guid Frequent, Guid Reader)> TwoCustomersAsync(string name)
    {
        var recorder = api.Person("shop", Roles.Recorder);
        var frequent = await api.BuysAsync($"{name}-frequent", $"{name}-1", Reader, "10.00");
        await api.BuysAsync($"{name}-frequent", $"{name}-2", Reader, "10.00");
        await api.PostAsync(recorder, "/api/v1/surveys/answers",
            $$"""{"customer":"{{name}}-frequent","id":"{{name}}-3","at":"{{Reader}}","survey":"csat","score":5}""");
        var reader = (Guid)(await api.PostAsync(
            api.Person("agent", Roles.Agent), "/api/v1/customers",
            $$"""{"externalId":"{{name}}-reader","type":"person","since":"{{Reader}}","segments":["newsletter"]}"""))["id"]!;
        await api.BuysAsync($"{name}-reader", $"{name}-4", Reader, "10.00");
        await api.ClubAsync(frequent, "insider");
        await api.ClubAsync(reader, "guest");
        foreach (var customer in (Guid[])[frequent, reader])
            await api.GetAsync($"/api/v1/customers/{customer:D}/stage", _ => true);
        return (frequent, reader);
    }
}
