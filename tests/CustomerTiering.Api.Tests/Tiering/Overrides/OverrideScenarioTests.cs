using System.Net;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Lifecycle;
using static CustomerTiering.Api.Tests.Tiering.Overrides.ApiWithOverrides;

namespace CustomerTiering.Api.Tests.Tiering.Overrides;

public sealed class OverrideScenarioTests(ApiWithOverrides api) : IClassFixture<ApiWithOverrides>
{
    [Fact]
    public async Task What_one_asks_for_and_another_approves_serves_at_once_beside_computed_and_held()
    {
        var customer = await api.OrdinaryAsync("served");
        var id = await api.AskAsync(customer);
        Assert.Equal("ordinary", (string?)(await api.EffectiveAsync(customer, "ordinary"))["held"]);

        var approved = await api.ApproveAsync(customer, id);
        Assert.Equal(("in-force", 1, 4), ((string?)approved["status"], (int)approved["approvals"]!, (int)approved["version"]!));
        var tier = await api.EffectiveAsync(customer, "gold");
        Assert.Equal(("ordinary", "ordinary", "gold", "gold-care"),
            ((string?)tier["computed"], (string?)tier["held"], (string?)tier["effective"], (string?)tier["servicePlan"]));
        Assert.Equal(("exact", "2026-03-31"), ((string?)tier["override"]!["kind"], (string?)tier["override"]!["until"]));
        await api.PlanAsync(customer, "gold-care", "2026-03-10");

        // Everything about it in one place, and its end is known ahead.
        var record = await api.OverrideAsync(customer, id);
        Assert.Equal(
            ("ann", "They waited for three weeks.", "goodwill", "ticket-4711", "bob"),
            ((string?)record["request"]!["by"], (string?)record["request"]!["text"], (string?)record["reason"], (string?)record["evidence"]![0],
                (string?)record["approvals"]![0]!["by"]));
        var state = await api.EventuallyAsync($"/api/v1/customers/{customer:D}/state?asOf=2026-03-31&timeZone=Asia/Shanghai", _ => true);
        Assert.Equal(("gold", "gold"), ((string?)state["tiers"]![0]!["effective"], (string?)state["tiers"]![0]!["override"]!["tier"]));
        var after = await api.EventuallyAsync($"/api/v1/customers/{customer:D}/state?asOf=2026-04-01&timeZone=Asia/Shanghai", _ => true);
        Assert.Equal("ordinary", (string?)after["tiers"]![0]!["effective"]);
        Assert.Null(after["tiers"]![0]!["override"]);
        Assert.Contains(
            (await api.EventuallyAsync("/api/v1/reports/tiers?ladder=membership&asOf=2026-03-31", _ => true)).AsArray(),
            one => (string?)one!["tier"] == "gold" && (int)one["customers"]! >= 1);
    }

    [Fact]
    public async Task An_override_is_not_undone_by_the_next_run()
    {
        var customer = await api.OrdinaryAsync("kept", "2026-02-01T09:00:00+08:00");
        await api.GrantAsync(customer);
        await api.PlanAsync(customer, "gold-care", "2026-03-10");
        var operators = api.Person("olga", Roles.Operator);

        // As of the day before it began, and of its first day.
        foreach (var day in (string[])["2026-03-09", "2026-03-10"])
        {
            var run = await api.PostAsync(operators, "/api/v1/assessments", $$"""{"asOf":"{{day}}"}""");
            await api.EventuallyAsync($"/api/v1/assessments/{run["id"]}", progress => (string?)progress["state"] == "done");
        }
        // requested, approved, granted, began; then a decision, what serves since said again, and a decision under the override.
        var lines = (await api.HistoryAsync(customer, 8))
            .Select(line => $"{line!["kind"]} {line["asOf"]} {line["computed"]} {line["held"]} {line["effective"]}").ToList();
        Assert.Equal(
            ["decision 2026-03-09 ordinary ordinary ordinary", "restated 2026-03-10 ordinary ordinary gold",
                "decision 2026-03-10 ordinary ordinary gold"], lines[^3..]);
        Assert.Equal("gold-care", (string?)(await api.EffectiveAsync(customer, "gold"))["servicePlan"]);
        await api.PlanAsync(customer, "gold-care", "2026-03-10");
        await api.PlanAsync(customer, "basic", "2026-03-09");
    }

    [Fact]
    public async Task A_purchase_while_it_is_in_force_raises_the_held_tier_and_leaves_the_effective_one()
    {
        var customer = await api.OrdinaryAsync("raised");
        await api.GrantAsync(customer, kind: "floor");
        await api.BuysAsync("raised", "raised-2", "2026-03-10T10:00:00+08:00", "1000.00");
        await api.HistoryAsync(customer, 6);

        var tier = (await api.EventuallyAsync($"/api/v1/customers/{customer:D}/tiers", tiers => (string?)tiers[0]!["held"] == "silver"))[0]!;
        Assert.Equal(("silver", "gold"), ((string?)tier["computed"], (string?)tier["effective"]));
    }

    [Fact]
    public async Task Whoever_asked_never_approves_under_another_role_either()
    {
        var customer = await api.OrdinaryAsync("own");
        var both = api.Person("eve", Roles.Agent, Roles.Approver);
        var id = (Guid)(await api.PostAsync(both, PathOf(customer), Request()))["id"]!;

        Assert.Equal(
            "requester-approves", await api.RefusalAsync(both, $"{PathOf(customer)}/{id:D}/approval", "{}", HttpStatusCode.Forbidden, "\"v1\""));
        Assert.Equal(
            "requester-approves",
            await api.RefusalAsync(
                api.Person("eve", Roles.Approver), $"{PathOf(customer)}/{id:D}/approval", "{}", HttpStatusCode.Forbidden, "\"v1\""));
    }

    [Fact]
    public async Task Of_two_approvers_at_once_one_grants_it_and_the_other_is_told()
    {
        var customer = await api.OrdinaryAsync("twice");
        var id = await api.AskAsync(customer);
        var answers = await Task.WhenAll(((string[])["bob", "carl"])
            .Select(by => api.SendAsync(api.Person(by, Roles.Approver), $"{PathOf(customer)}/{id:D}/approval", "{}", "\"v1\"")));

        Assert.Equal([HttpStatusCode.OK, HttpStatusCode.PreconditionFailed], answers.Select(answer => answer.StatusCode).Order());
        var record = await api.OverrideAsync(customer, id);
        Assert.Single(record["approvals"]!.AsArray());
        Assert.Equal(1, (await api.HistoryAsync(customer, 5)).Count(line => (string?)line!["outcome"] == "began"));
    }

    [Fact]
    public async Task The_overrides_of_a_duplicate_end_when_it_leaves_and_nothing_is_decided_about_them_any_more()
    {
        var (survivor, asked, granted) = (await api.OrdinaryAsync("one"), await api.OrdinaryAsync("one-again"), await api.OrdinaryAsync("one-more"));
        var (waiting, inForce) = (await api.AskAsync(asked), await api.GrantAsync(granted));
        foreach (var duplicate in (Guid[])[asked, granted])
        {
            await api.PostAsync(api.Person("ada", Roles.Agent), $"/api/v1/customers/{survivor:D}/merges",
                $$"""{"duplicate":"{{duplicate:D}}","reason":"the same phone number"}""");
            await api.EventuallyAsync(
                $"/api/v1/customers/{duplicate:D}/tiers/membership/history",
                history => history.AsArray().Any(line => (string?)line!["trigger"] == "leaving"));
        }

        Assert.Equal("ended", (string?)(await api.OverrideAsync(asked, waiting))["status"]);
        Assert.Equal("ended", (string?)(await api.OverrideAsync(granted, inForce))["status"]);
        Assert.Equal("not-waiting", await api.RefusalAsync(
            api.Person("bob", Roles.Approver), $"{PathOf(asked)}/{waiting:D}/approval", "{}", HttpStatusCode.UnprocessableEntity, "\"v2\""));
        Assert.Equal("not-granted", await api.RefusalAsync(
            api.Person("bob", Roles.Approver), $"{PathOf(granted)}/{inForce:D}/revocation", """{"reason":"a mistake"}""",
            HttpStatusCode.UnprocessableEntity, "\"v5\""));
        // The history is a read model of its own, which may be ahead of this one.
        await api.EventuallyAsync(
            $"/api/v1/customers/{granted:D}/tiers", tiers => tiers.AsArray().All(tier => (string?)tier!["effective"] != "gold"));
    }

    [Fact]
    public async Task A_second_one_while_one_is_open_is_refused_and_of_two_at_once_one_is_recorded()
    {
        var customer = await api.OrdinaryAsync("second");
        var ann = api.Person("ann", Roles.Agent);
        var answers = await Task.WhenAll(((string[])["gold", "silver"]).Select(tier => api.SendAsync(ann, PathOf(customer), Request(tier))));

        Assert.Equal([HttpStatusCode.Created, HttpStatusCode.UnprocessableEntity], answers.Select(answer => answer.StatusCode).Order());
        Assert.Equal("override-overlaps", await api.RefusalAsync(
            ann, PathOf(customer), Request(from: "2026-03-31", until: "2026-04-30"), HttpStatusCode.UnprocessableEntity));
        await api.AskAsync(customer, from: "2026-04-01", until: "2026-04-30");
    }

    [Fact]
    public async Task Two_edits_at_once_do_not_leave_the_tiers_inconsistent()
    {
        var customer = await api.OrdinaryAsync("edited");
        var id = await api.AskAsync(customer, kind: "floor");
        await Task.WhenAll(
            api.ApproveAsync(customer, id), api.BuysAsync("edited", "edited-2", "2026-03-10T10:00:00+08:00", "1000.00"),
            api.SendAsync(api.Person("olga", Roles.Operator), $"/api/v1/customers/{customer:D}/assessments", """{"asOf":"2026-03-10"}"""));

        var tier = (await api.EventuallyAsync($"/api/v1/customers/{customer:D}/tiers",
            tiers => (string?)tiers[0]!["held"] == "silver" && (string?)tiers[0]!["effective"] == "gold"))[0]!;
        Assert.Equal(("silver", "gold-care"), ((string?)tier["computed"], (string?)tier["servicePlan"]));
        var last = (await api.HistoryAsync(customer, 6))[^1]!;
        Assert.Equal(("silver", "gold"), ((string?)last["held"], (string?)last["effective"]));
        await api.PlanAsync(customer, "gold-care", "2026-03-10");
    }

    [Fact]
    public async Task Six_months_to_the_day_are_permitted_and_everything_wrong_is_told_at_once()
    {
        var customer = await api.OrdinaryAsync("long");
        var ann = api.Person("ann", Roles.Agent);
        using var refused = await api.SendAsync(ann, PathOf(customer), Request("bronze", until: "2026-09-10"));
        Assert.Equal(["$.tier", "$.until"], (await refused.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request")).Fields());
        await api.AskAsync(customer, until: "2026-09-09");
    }

    [Fact]
    public async Task What_waits_for_approvers_is_listed_with_its_reason_which_others_do_not_read()
    {
        var customer = await api.OrdinaryAsync("waiting");
        var id = await api.AskAsync(customer);
        Task<JsonNode> OpenAsync(bool listed) => api.EventuallyAsync(
            "/api/v1/overrides?state=open&limit=500", open => open["items"]!.AsArray().Any(one => (Guid)one!["id"]! == id) == listed);

        await OpenAsync(listed: true);
        Assert.Equal("They waited for three weeks.", (string?)(await api.OverrideAsync(customer, id, Roles.Approver))["request"]!["text"]);
        Assert.Equal("(sealed)", (string?)(await api.OverrideAsync(customer, id, Roles.PolicyAuthor))["request"]!["text"]);

        await api.PostAsync(api.Person("bob", Roles.Approver), $"{PathOf(customer)}/{id:D}/rejection", """{"comment":"Too much."}""", "\"v1\"");
        await OpenAsync(listed: false);
        Assert.Equal(("rejected", "Too much."),
            ((string?)(await api.OverrideAsync(customer, id))["status"], (string?)(await api.OverrideAsync(customer, id))["rejection"]!["text"]));
        Assert.Equal("not-waiting", await api.RefusalAsync(
            api.Person("carl", Roles.Approver), $"{PathOf(customer)}/{id:D}/approval", "{}", HttpStatusCode.UnprocessableEntity, "\"v2\""));
        Assert.Equal("unknown-word", (string?)(await api.SendAndReadAsync("/api/v1/overrides?state=nonsense"))["errors"]![0]!["code"]);
    }

    [Fact]
    public async Task Sent_again_a_request_and_an_approval_are_answered_as_before()
    {
        var customer = await api.OrdinaryAsync("again");
        var ann = api.Person("ann", Roles.Agent);
        var path = PathOf(customer)["/api/v1".Length..];
        var first = await (await ann.PostAsync(path, Request(), "ask-again")).ValueAsync(HttpStatusCode.Created);
        var second = await (await ann.PostAsync(path, Request(), "ask-again")).ValueAsync(HttpStatusCode.Created);

        Assert.Equal(first.GetProperty("id").GetGuid(), second.GetProperty("id").GetGuid());
        Assert.Single(JsonNode.Parse(await api.Person("rita", Roles.Reviewer).GetStringAsync(PathOf(customer)))!.AsArray());
    }
}

internal static class Reading
{
    /// <summary>What a reviewer is answered, refusals too.</summary>
    internal static async Task<JsonNode> SendAndReadAsync(this ApiWithOverrides api, string path)
    {
        using var answer = await api.Person("rita", Roles.Reviewer).GetAsync(path);
        return JsonNode.Parse(await answer.Content.ReadAsStringAsync())!;
    }
}
