using CustomerTiering.Api.Tests.Faults;

namespace CustomerTiering.Api.Tests.Tiering;

/// <summary>By itself, when the day is over on which many are due.</summary>
public sealed class DueReviewTests(ApiWithMembershipInForce api) : IClassFixture<ApiWithMembershipInForce>
{
    private const int Customers = 40;

    [Fact]
    public async Task All_who_are_due_on_one_day_are_reviewed_once_each()
    {
        for (var i = 0; i < Customers; i++) await api.BuysAsync($"due-{i}", $"d-{i}", "2026-03-10T09:00:00+08:00", "10.00");
        await CountedAsync("joining", Customers);

        api.Clock.MoveTo(new(2026, 4, 2, 4, 0, 0, TimeSpan.Zero));
        await CountedAsync("review", Customers);
        api.Clock.MoveTo(new(2026, 4, 2, 5, 0, 0, TimeSpan.Zero));
        await CountedAsync("review", Customers);

        Assert.Equal([$"{Customers} {Customers}"], await api.RowsAsync(
            $"select count(*), count(distinct subject) from event where tenant_id = '{api.Tenant}' and type = 'TierDecided' and "
                + $"convert_from(leaf, 'UTF8') like '%\"triggerId\":\"2026-04-01\",\"triggerKind\":\"review\"%'"));
    }

    private async Task CountedAsync(string trigger, int decisions)
    {
        using var patience = new CancellationTokenSource(TimeSpan.FromSeconds(60));
        while (await api.OwnerAsync<long>(
            $"select count(*) from event where tenant_id = '{api.Tenant}' and type = 'TierDecided' and convert_from(leaf, 'UTF8') like "
                + $"'%\"triggerKind\":\"{trigger}\"%'") < decisions)
            await Task.Delay(50, patience.Token);
    }
}
