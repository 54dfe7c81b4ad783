using System.Net;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Lifecycle;
using CustomerTiering.Api.Tests.Tiering.Overrides;

namespace CustomerTiering.Api.Tests.Appeals;

public sealed class AppealScenarioTests(ApiWithOverrides api) : IClassFixture<ApiWithOverrides>
{
    private HttpClient Dora => api.Person("dora", Roles.Approver);

    private async Task<(Guid Customer, string Decision, string Appeal)> FiledAsync(string name, string at = "2026-03-09T09:00:00+08:00")
    {
        var customer = await api.OrdinaryAsync(name, at);
        var decision = (string)(await api.HistoryAsync(customer, 1))[0]!["id"]!;
        var filed = await api.PostAsync(
            api.Person("ann", Roles.Agent), $"/api/v1/customers/{customer:D}/appeals",
            $$"""{"decision":"{{decision}}","grounds":"I bought more than that.","channel":"mail"}""");
        return (customer, decision, (string)filed["id"]!);
    }

    private static string Path(string appeal, string step = "") => $"/api/v1/appeals/{appeal}{step}";

    private Task<JsonNode> TakeUpAsync(string appeal) => api.PostAsync(Dora, Path(appeal, "/review"), null, "\"v1\"");

    [Fact]
    public async Task Upheld_with_a_review_it_names_the_decision_that_answers_it()
    {
        var (customer, decision, appeal) = await FiledAsync("upheld");
        Assert.Equal("2026-04-10", (string?)(await ReadAsync(appeal))["deadline"]);
        await TakeUpAsync(appeal);
        var upheld = await api.PostAsync(Dora, Path(appeal, "/upholding"), """{"comment":"You are right."}""", "\"v2\"");

        Assert.Equal("upheld", (string?)upheld["status"]);
        var made = (await api.HistoryAsync(customer, 2))[1]!;
        Assert.Equal(((string?)upheld["decision"], "review", "2026-03-10", "dora"),
            ((string?)made["id"], (string?)made["trigger"], (string?)made["asOf"], (string?)made["actor"]));
        Assert.NotEqual(decision, (string?)upheld["decision"]);
        var read = await ReadAsync(appeal);
        Assert.Equal(("ann", "I bought more than that.", "dora", "You are right."),
            ((string?)read["filed"]!["by"], (string?)read["filed"]!["text"], (string?)read["answer"]!["by"], (string?)read["answer"]!["text"]));
        Assert.Equal("appeal-answered", await api.RefusalAsync(
            Dora, Path(appeal, "/dismissal"), """{"reasons":"No."}""", HttpStatusCode.UnprocessableEntity, "\"v3\""));
    }

    [Fact]
    public async Task Upheld_with_an_override_it_names_that_and_only_one_that_was_granted()
    {
        var (customer, _, appeal) = await FiledAsync("favoured");
        var id = await api.AskAsync(customer);
        await TakeUpAsync(appeal);
        var body = $$"""{"override":"{{id:D}}"}""";
        Assert.Equal(
            "override-not-granted", await api.RefusalAsync(Dora, Path(appeal, "/upholding"), body, HttpStatusCode.UnprocessableEntity, "\"v2\""));

        await api.ApproveAsync(customer, id);
        Assert.Equal(id.ToString("D"), (string?)(await api.PostAsync(Dora, Path(appeal, "/upholding"), body, "\"v2\""))["override"]);
        Assert.DoesNotContain(await api.HistoryAsync(customer, 5), line => (string?)line!["trigger"] == "review");
    }

    [Fact]
    public async Task A_decision_of_today_is_not_reviewed_again_today()
    {
        var (_, _, appeal) = await FiledAsync("today", "2026-03-10T09:00:00+08:00");
        await TakeUpAsync(appeal);
        Assert.Equal(
            "nothing-to-review", await api.RefusalAsync(Dora, Path(appeal, "/upholding"), "{}", HttpStatusCode.UnprocessableEntity, "\"v2\""));
    }

    [Fact]
    public async Task Whoever_wrote_or_approved_the_policy_or_had_the_decision_made_takes_no_appeal_against_it_up()
    {
        var (customer, _, appeal) = await FiledAsync("judged");
        foreach (var by in (string[])["ann", "bob"]) // wrote the policy; approved it
            Assert.Equal("took-part", await api.RefusalAsync(
                api.Person(by, Roles.Approver), Path(appeal, "/review"), null, HttpStatusCode.Forbidden, "\"v1\""));

        await api.PostAsync(api.Person("otto", Roles.Operator), $"/api/v1/customers/{customer:D}/assessments", """{"asOf":"2026-03-10"}""");
        var decision = (string)(await api.HistoryAsync(customer, 2))[1]!["id"]!;
        var second = (string)(await api.PostAsync(
            api.Person("anton", Roles.Agent), $"/api/v1/customers/{customer:D}/appeals",
            $$"""{"decision":"{{decision}}","grounds":"No.","channel":"call"}"""))["id"]!;
        Assert.Equal("took-part", await api.RefusalAsync(
            api.Person("otto", Roles.Approver), Path(second, "/review"), null, HttpStatusCode.Forbidden, "\"v1\""));
        await TakeUpAsync(second);
    }

    [Fact]
    public async Task Dismissed_it_says_why_to_those_who_may_read_it()
    {
        var (_, _, appeal) = await FiledAsync("dismissed");
        await TakeUpAsync(appeal);
        Assert.Equal("not-in-hand", await api.RefusalAsync(
            api.Person("emil", Roles.Approver), Path(appeal, "/dismissal"), """{"reasons":"No."}""", HttpStatusCode.Forbidden, "\"v2\""));
        await api.PostAsync(Dora, Path(appeal, "/dismissal"), """{"reasons":"It counts from the day of payment."}""", "\"v2\"");

        Assert.Equal(("dismissed", "It counts from the day of payment."),
            ((string?)(await ReadAsync(appeal))["status"], (string?)(await ReadAsync(appeal))["answer"]!["text"]));
        var sealedOne = JsonNode.Parse(await api.Person("ann", Roles.PolicyAuthor).GetStringAsync(Path(appeal)))!;
        Assert.Equal("(sealed)", (string?)sealedOne["answer"]!["text"]);
    }

    [Fact]
    public async Task Of_another_customers_decision_there_is_none()
    {
        var (_, decision, _) = await FiledAsync("one");
        var other = await api.OrdinaryAsync("other");
        Assert.Equal("not-found", await api.RefusalAsync(
            api.Person("ann", Roles.Agent), $"/api/v1/customers/{other:D}/appeals",
            $$"""{"decision":"{{decision}}","grounds":"No.","channel":"call"}""", HttpStatusCode.NotFound));
    }

    private async Task<JsonNode> ReadAsync(string appeal) => await api.EventuallyAsync(Path(appeal), _ => true);
}
