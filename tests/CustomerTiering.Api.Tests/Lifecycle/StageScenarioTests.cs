using System.Net;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;

namespace CustomerTiering.Api.Tests.Lifecycle;

public sealed class StageScenarioTests(ApiWithLifecycleInForce api) : IClassFixture<ApiWithLifecycleInForce>
{
    [Fact]
    public async Task A_stage_is_told_with_what_moved_it()
    {
        var customer = await api.BuysAsync("explained", "e-1", "2026-03-10T09:00:00+08:00", "100.00");
        var line = (await api.GetAsync($"/api/v1/customers/{customer:D}/stage/history", _ => true)).AsArray()[0]!;
        Assert.Equal(("1", "0"), ((string?)line["metrics"]!["orders"], (string?)line["metrics"]!["tenure"]));
        Assert.Contains(line["stages"]!.AsArray(), stage => (string?)stage!["stage"] == "new" && (string?)stage["verdict"] == "met");
        Assert.Contains(line["stages"]!.AsArray(), stage => (string?)stage!["stage"] == "prospect" && (string?)stage["verdict"] == "not");
    }

    [Fact]
    public async Task A_survivor_is_in_the_stage_of_both_together_and_folded_again_the_stages_are_the_same()
    {
        // New for 90 days; the two together are known for 129.
        var survivor = await api.BuysAsync("one-1", "one-1-1", "2026-03-10T09:00:00+08:00", "100.00");
        var duplicate = await api.BuysAsync("one-2", "one-2-1", "2025-11-01T09:00:00+08:00", "100.00");
        await api.StagesAsync(survivor, "new");

        using var merged = await api.SendAsync(
            api.Person("ada", Roles.Agent), $"/api/v1/customers/{survivor:D}/merges",
            $$"""{"duplicate":"{{duplicate:D}}","reason":"the same phone number"}""");

        Assert.Equal(HttpStatusCode.OK, merged.StatusCode);
        await api.StagesAsync(survivor, "growing");
        await api.RebuiltIsLiveAsync("stages");
    }

    [Theory]
    [InlineData("versions/1", null)]
    [InlineData("versions/1/file", null)]
    [InlineData("versions/1/difference", null)]
    [InlineData("versions/1/submission", "")]
    [InlineData("retirement", """{"from":"2026-03-11"}""")]
    public async Task A_company_has_one_lifecycle_and_none_of_another_name(string path, string? body)
    {
        var everybody = api.Person("all", [.. Roles.All]);
        using var answer = body is null ? await everybody.GetAsync($"/api/v1/lifecycles/second/{path}")
            : await api.SendAsync(everybody, $"/api/v1/lifecycles/second/{path}", body == "" ? null : body, "\"v1\"");
        await answer.ProblemAsync(HttpStatusCode.NotFound, "not-found");
        using var known = await everybody.GetAsync("/api/v1/lifecycles/lifecycle/versions/1");
        Assert.Equal(HttpStatusCode.OK, known.StatusCode);
    }

    [Fact]
    public async Task A_day_to_come_is_not_assessed_and_a_range_again_adds_nothing()
    {
        var olga = api.Person("olga", Roles.Operator);
        using var refused = await api.SendAsync(olga, "/api/v1/lifecycle-assessments", """{"from":"2025-01-01","to":"2030-01-01"}""");
        await refused.ProblemAsync(HttpStatusCode.UnprocessableEntity, "as-of-in-the-future");
        using var both = await api.SendAsync(olga, "/api/v1/lifecycle-assessments", """{"asOf":"2026-01-01","to":"2026-01-01"}""");
        await both.ProblemAsync(HttpStatusCode.BadRequest, "invalid-request");

        var customer = await api.BuysAsync("assessed", "a-1", "2026-03-10T09:00:00+08:00", "100.00");
        await api.StagesAsync(customer, "new");
        var run = (string)(await api.PostAsync(olga, "/api/v1/lifecycle-assessments", """{"from":"2025-01-01","to":"2026-03-10"}"""))["id"]!;
        var done = await api.GetAsync($"/api/v1/lifecycle-assessments/{run}", progress => (string?)progress["state"] == "done");
        Assert.Empty(done["result"]!["entered"]!.AsObject());
        Assert.Empty(done["result"]!["failures"]!.AsArray());
    }

    [Fact]
    public async Task A_customer_nobody_knows_has_no_stage()
    {
        using var answer = await api.Person("rita", Roles.Reviewer).GetAsync($"/api/v1/customers/{Guid.Empty:D}/stage");
        await answer.ProblemAsync(HttpStatusCode.NotFound, "not-found");
    }
}
