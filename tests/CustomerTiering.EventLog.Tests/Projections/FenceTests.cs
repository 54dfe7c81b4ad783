using CustomerTiering.EventLog.Projections;

namespace CustomerTiering.EventLog.Tests.Projections;

/// <summary>Two workers in the worst order: the second reads the rows that the first stored, and folds the same events into them.</summary>
public sealed class FenceTests(ProjectedDatabase database) : IClassFixture<ProjectedDatabase>
{
    [Fact]
    public async Task A_stale_worker_stores_nothing()
    {
        var (tenant, stale) = await StaleAsync();

        await FoldStore.StoreAsync(database.Source, tenant, stale, 10, forget: false, default);

        Assert.True(stale.Superseded);
        Assert.Equal(await database.SpentAsync(tenant), (await database.RowsAsync(tenant, new Spending())).Rows);
    }

    [Fact]
    public async Task Without_the_comparison_the_same_worker_folds_the_events_twice()
    {
        var (tenant, stale) = await StaleAsync();
        stale.Position = 10; // as if nothing had been compared

        await FoldStore.StoreAsync(database.Source, tenant, stale, 10, forget: false, default);

        Assert.Equal(ProjectedDatabase.Text(new(20, 110)), Assert.Single((await database.RowsAsync(tenant, new Spending())).Rows).Value);
    }

    [Fact]
    public async Task A_stale_worker_moves_no_position_of_a_projection_that_did_not_change()
    {
        var (tenant, _) = await StaleAsync();
        var stale = new FoldTarget(new Spending(), 1, live: true, 9);

        await FoldStore.MoveUnchangedAsync(database.Source, tenant, [stale], 12, default);

        Assert.True(stale.Superseded);
        Assert.Equal(10, Assert.Single(await database.Admin.StatusAsync(tenant, default)).Position);
    }

    private async Task<(TenantId, FoldTarget)> StaleAsync()
    {
        var tenant = await database.TenantAsync();
        await database.PurchasesAsync(tenant, 10, ProjectedDatabase.Customers(1));
        var events = await database.Reader.AllAsync(tenant);
        var stale = new FoldTarget(new Spending(), 1, live: true, 0);
        var missing = stale.Fold.Plan(events);
        await database.Worker(new Spending()).CatchUpAsync(tenant, default);
        await ProjectionRows.LoadAsync(database.Source, tenant, stale, missing, default);
        stale.Fold.Apply();
        return (tenant, stale);
    }
}
