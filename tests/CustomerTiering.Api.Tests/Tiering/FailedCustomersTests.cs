using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Api.Tests.Lifecycle;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>Two purchases of the greatest amount are more than can be counted: of their customer nothing can be decided.</summary>
public sealed class FailedCustomersTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    [Fact]
    public async Task A_run_names_who_failed_by_the_external_id_to_whom_may_see_it_and_stores_no_name()
    {
        await api.BuysAsync("whale-4711", "w-1", "2026-03-09T09:00:00+08:00", "1000000000000000");
        var customer = await api.BuysAsync("whale-4711", "w-2", "2026-03-09T10:00:00+08:00", "1000000000000000");
        await api.BuysAsync("minnow", "m-1", "2026-03-09T09:00:00+08:00", "10.00");
        var run = await api.PostAsync(api.Person("olga", Roles.Operator), "/api/v1/assessments", """{"asOf":"2026-03-10"}""");
        var path = $"/api/v1/assessments/{run["id"]}";

        var seen = (await api.EventuallyAsync(path, progress => (string?)progress["state"] == "done"))["result"]!;
        var failure = seen["failures"]!.AsArray().Single()!;
        Assert.Equal((1, customer, "whale-4711", "membership"),
            ((int)seen["failed"]!, (Guid)failure["customer"]!, (string?)failure["externalId"], (string?)failure["ladder"]));
        Assert.Contains("spend", (string?)failure["reason"], StringComparison.Ordinal);

        var hidden = JsonNode.Parse(await api.Person("olga", Roles.Operator).GetStringAsync(path))!["result"]!["failures"]![0]!;
        Assert.Equal((customer, null), ((Guid)hidden["customer"]!, (string?)hidden["externalId"]));
        Assert.DoesNotContain(
            "whale", await api.OwnerAsync<string>($"select result::text from run where run_id = '{run["id"]}'"), StringComparison.Ordinal);
        // The facts called for an evaluation by themselves, too: that it failed stands in the log.
        Assert.Contains(api.Log.Lines, line => line.Contains($"{customer:D}", StringComparison.Ordinal)
            && line.Contains("could not be assessed on membership", StringComparison.Ordinal));
    }
}
