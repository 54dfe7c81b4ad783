using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Facts;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Api.Tests.Segments;

/// <summary>Stages and segments under returns, and by what was imported and nobody assessed.</summary>
public sealed class ReturnTests(ApiWithSegmentsInForce api) : IClassFixture<ApiWithSegmentsInForce>
{
    [Fact]
    public async Task Whoever_gives_everything_back_is_a_prospect_from_that_day_on()
    {
        var customer = await api.BuysAsync("prospect", "pr-1", "2026-03-09T09:00:00+08:00", "100.00");
        Assert.Equal(["2026-03-09 new"], await api.StagesAsync(customer, "new"));
        await GiveBackAsync("prospect", "pr-1", "2026-03-10T09:00:00+08:00");
        Assert.Equal(["2026-03-09 new", "2026-03-10 prospect"], await api.StagesAsync(customer, "prospect"));
    }

    [Fact]
    public async Task A_segment_is_left_by_a_return_and_entered_on_the_day_of_what_was_imported_since()
    {
        var customer = await api.BuysAsync("often", "of-1", "2026-03-01T09:00:00+08:00", "100.00");
        await api.BuysAsync("often", "of-2", "2026-03-05T09:00:00+08:00", "100.00");
        Assert.Equal(["2026-03-05 frequent entered"], await api.ChangesAsync(customer, 1));
        await GiveBackAsync("often", "of-2", "2026-03-08T09:00:00+08:00");
        Assert.Equal("2026-03-08 frequent left", (await api.ChangesAsync(customer, 2))[1]);

        await ImportAsync(
            """{"kind":"purchase","customer":"often","id":"of-3","at":"2026-03-09T09:00:00+08:00","currency":"CNY","amount":"100.00"}""");
        Assert.Equal(2, (await api.ChangesAsync(customer, 2)).Length);
        await AssessAsync("segment-assessments");

        Assert.Equal("2026-03-09 frequent entered", (await api.ChangesAsync(customer, 3))[2]);
    }

    [Fact]
    public async Task A_stage_is_entered_on_the_day_of_what_was_imported_since()
    {
        var customer = await api.BuysAsync("imported", "im-1", "2026-02-09T09:00:00+08:00", "100.00");
        await api.StagesAsync(customer, "new");
        await GiveBackAsync("imported", "im-1", "2026-02-10T09:00:00+08:00");
        await api.StagesAsync(customer, "prospect");
        await ImportAsync(
            """{"kind":"purchase","customer":"imported","id":"im-2","at":"2026-03-01T09:00:00+08:00","currency":"CNY","amount":"100.00"}""");

        await AssessAsync("lifecycle-assessments");

        Assert.Equal(["2026-02-09 new", "2026-02-10 prospect", "2026-03-01 new"], await api.StagesAsync(customer, "new"));
    }

    private async Task GiveBackAsync(string customer, string purchase, string at)
    {
        await api.PostAsync(
            api.Person("shop", Roles.Recorder), "/api/v1/returns",
            $$"""{"customer":"{{customer}}","id":"{{purchase}}-back","at":"{{at}}","of":"{{purchase}}","currency":"CNY","amount":"100.00"}""");
        await api.AtRestAsync();
    }

    private async Task ImportAsync(string line)
    {
        var fact = FactReader.Read(System.Text.Encoding.UTF8.GetBytes(line), ZoneRules.Utc).Fact!;
        await api.App.Services.GetRequiredService<FactIntake>().RecordAsync(new(api.Tenant, "shop", "test", Intake.Imported), [fact], default);
        await api.AtRestAsync();
    }

    private async Task AssessAsync(string route)
    {
        var run = await api.PostAsync(api.Person("olga", Roles.Operator), $"/api/v1/{route}", """{"asOf":"2026-03-10"}""");
        await api.GetAsync($"/api/v1/{route}/{run["id"]}", progress => (string?)progress["state"] == "done");
        await api.AtRestAsync();
    }
}
