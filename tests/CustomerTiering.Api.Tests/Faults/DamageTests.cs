using System.Net;
using CustomerTiering.Access;
using CustomerTiering.Api.Hosting;
using CustomerTiering.Api.Tests.Commands;
using CustomerTiering.Api.Tests.Tiering;
using CustomerTiering.EventLog.Projections;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Api.Tests.Faults;

/// <summary>A bit of an event is not what was recorded (13), changed here by the superuser, whom nothing stops.</summary>
public sealed class DamageTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    [Fact]
    public async Task Nothing_is_answered_or_folded_from_a_flipped_byte_and_verify_names_company_and_position()
    {
        var customer = await api.BuysAsync("damaged", "d-1", "2026-03-10T09:00:00+08:00", "1500.00");
        var decision = Guid.Parse((string)(await api.HistoryAsync(customer, 1))[0]!["id"]!);
        var reviewer = api.Person("rita", Roles.Reviewer);
        Assert.Equal(0, (await VerifyAsync()).Code);
        var position = await api.OwnerAsync<long>($"select position from event where event_id = '{decision}'");

        await FlipAsync(decision);
        try
        {
            var refused = await reviewer.GetAsync($"/api/v1/decisions/{decision}");
            await refused.ProblemAsync(HttpStatusCode.ServiceUnavailable, "log-damaged");
            Assert.NotNull(refused.Headers.RetryAfter);
            Assert.Contains(api.Log.Lines, line => line.StartsWith("Critical", StringComparison.Ordinal)
                && line.Contains($"position {position}", StringComparison.Ordinal));
            Assert.Equal(HttpStatusCode.OK, (await reviewer.GetAsync("/api/v1/policies")).StatusCode);

            var verdict = await VerifyAsync();
            Assert.Equal(5, verdict.Code);
            Assert.Contains($"The log of tenant {api.Tenant} is damaged at position {position}", verdict.Output.ReplaceLineEndings(" "),
                StringComparison.Ordinal);

            var tiers = api.App.Services.GetServices<Projection>().Single(projection => projection.Name == "tiers");
            await Assert.ThrowsAsync<EventLog.Read.LogDamagedException>(() =>
                api.App.Services.GetRequiredService<ProjectionRebuild>().RunAsync(api.Tenant, tiers, null, default));
            Assert.Equal(HttpStatusCode.OK, (await reviewer.GetAsync($"/api/v1/customers/{customer}/tiers")).StatusCode); // the live one stays
        }
        finally
        {
            await FlipAsync(decision);
        }
        Assert.Equal(0, (await VerifyAsync()).Code);
        Assert.Equal(HttpStatusCode.OK, (await reviewer.GetAsync($"/api/v1/decisions/{decision}")).StatusCode);
    }

    [Fact]
    public async Task A_column_that_says_something_else_than_its_leaf_is_found_by_verify()
    {
        var customer = await api.BuysAsync("column", "col-1", "2026-03-10T09:00:00+08:00", "1.00");
        var position = await api.OwnerAsync<long>($"select position from event where subject = '{customer}' and type = 'PurchaseMade'");
        await api.OwnerAsync<object>(
            $"update event set effective = effective + interval '1 day' where tenant_id = '{api.Tenant}' and position = {position}");

        var verdict = await VerifyAsync();

        await api.OwnerAsync<object>(
            $"update event set effective = effective - interval '1 day' where tenant_id = '{api.Tenant}' and position = {position}");
        Assert.Equal(5, verdict.Code);
        Assert.Contains("the column effective differs from the leaf", verdict.Output.ReplaceLineEndings(" "), StringComparison.Ordinal);
        Assert.Equal(0, (await VerifyAsync()).Code);
    }

    private Task FlipAsync(Guid id) =>
        api.OwnerAsync<object>($"update event set leaf = set_bit(leaf, 803, 1 - get_bit(leaf, 803)) where event_id = '{id}'");

    private Task<CommandRun> VerifyAsync() => CommandRun.OfAsync(api.App.Services.GetRequiredService<HostSettings>(), "status", "--verify", "--json");
}
