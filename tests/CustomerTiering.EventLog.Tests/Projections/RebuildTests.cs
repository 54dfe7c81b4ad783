using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;

namespace CustomerTiering.EventLog.Tests.Projections;

public sealed class RebuildTests(ProjectedDatabase database) : IClassFixture<ProjectedDatabase>
{
    [Fact]
    public async Task A_rebuild_under_traffic_gives_the_rows_of_the_live_one_and_takes_its_place()
    {
        var (tenant, customers) = (await database.TenantAsync(), ProjectedDatabase.Customers(50));
        await database.PurchasesAsync(tenant, 3_000, customers);
        using var stop = new CancellationTokenSource();
        var worker = database.Worker(new Spending(), new Diary());
        var working = worker.RunAsync(stop.Token);
        var writing = WriteUntilAsync(tenant, customers, stop.Token);
        Assert.True(await database.Admin.WaitForAsync(tenant, ["spending", "diary"], 3_000, TimeSpan.FromSeconds(30), default));

        var spending = await new ProjectionRebuild(database.Source).RunAsync(tenant, new Spending(), null, default);
        var diary = await new ProjectionRebuild(database.Source).RunAsync(tenant, new Diary(), null, default);

        await stop.CancelAsync();
        await Task.WhenAll(working, writing);
        await worker.CatchUpAsync(tenant, default);
        Assert.True(spending.Position >= 3_000 && diary.Position >= 3_000);
        Assert.Equal(await database.SpentAsync(tenant), (await database.RowsAsync(tenant, new Spending())).Rows);
        await AssertSameAgainAsync(tenant, new Spending());
        await AssertSameAgainAsync(tenant, new Diary());
    }

    [Fact]
    public async Task What_was_replaced_is_gone()
    {
        var tenant = await database.TenantAsync();
        await database.PurchasesAsync(tenant, 20, ProjectedDatabase.Customers(4));
        await database.Worker(new Spending()).CatchUpAsync(tenant, default);

        Assert.Equal(new(2, 20), await new ProjectionRebuild(database.Source).RunAsync(tenant, new Spending(), null, default));
        Assert.Equal(new(3, 20), await new ProjectionRebuild(database.Source).RunAsync(tenant, new Spending(), null, default));

        Assert.Equal(3, Assert.Single(await database.Admin.StatusAsync(tenant, default)).Generation);
        await using var rows = database.OwnerSource.CreateCommand($"select distinct generation from spending where tenant_id = '{tenant}'");
        Assert.Equal(3, await rows.ExecuteScalarAsync());
    }

    [Fact]
    public async Task A_fold_that_is_not_pure_is_found_by_comparing_with_a_rebuild()
    {
        var tenant = await database.TenantAsync();
        await database.PurchasesAsync(tenant, 20, ProjectedDatabase.Customers(4));
        var impure = new Impure();
        await database.Worker(impure).CatchUpAsync(tenant, default);

        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => AssertSameAgainAsync(tenant, impure));
    }

    [Theory]
    [InlineData(20_000)]
    [InlineData(256 << 20)]
    public async Task Memory_stays_within_its_bound_and_the_rows_are_the_same(long bytes)
    {
        var (tenant, customers) = (await database.TenantAsync(), ProjectedDatabase.Customers(6_000));
        await database.PurchasesAsync(tenant, 20_000, customers);
        await database.Worker(new Diary()).CatchUpAsync(tenant, default);
        var target = new FoldTarget(new Diary(), await Generations.BeginAsync(database.Source, tenant, new Diary(), default), live: false, 0);

        await new FoldRun(database.Source, tenant, new(bytes, long.MaxValue)).RunAsync([target], 20_000, default);

        // With the small bound rows were forgotten and read again; with the large one never.
        Assert.Equal(bytes > 1_000_000, target.AllInMemory);
        Assert.InRange(target.Fold.Bytes, 0, bytes);
        var live = (await database.RowsAsync(tenant, new Diary())).Rows;
        Assert.True(await Generations.SwitchAsync(database.Source, tenant, target, 20_000, default));
        Assert.Equal(live, (await database.RowsAsync(tenant, new Diary())).Rows);
    }

    [Fact]
    public async Task A_rebuild_that_fails_leaves_the_live_one_as_it_is_and_the_next_one_begins_anew()
    {
        var tenant = await database.TenantAsync();
        await database.PurchasesAsync(tenant, 20, ProjectedDatabase.Customers(4));
        var projection = new BrokenSpending();
        await database.Worker(projection).CatchUpAsync(tenant, default);
        var before = await database.RowsAsync(tenant, projection);

        projection.Unfoldable.Add(8);
        var failure = await Assert.ThrowsAsync<ProjectionRebuildException>(
            () => new ProjectionRebuild(database.Source).RunAsync(tenant, projection, null, default));
        Assert.Contains("position 8", failure.Message);
        Assert.Equal(before, await database.RowsAsync(tenant, projection), SameRows);

        projection.Unfoldable.Clear();
        await new ProjectionRebuild(database.Source).RunAsync(tenant, projection, null, default);
        Assert.Equal(before.Rows, (await database.RowsAsync(tenant, projection)).Rows);
        Assert.Single(await database.Admin.StatusAsync(tenant, default));
    }

    [Fact]
    public async Task A_projection_that_had_stopped_runs_again_once_it_is_rebuilt()
    {
        var tenant = await database.TenantAsync();
        await database.PurchasesAsync(tenant, 20, ProjectedDatabase.Customers(4));
        var projection = new BrokenSpending { Unfoldable = { 8 } };
        await database.Worker(projection).CatchUpAsync(tenant, default);
        projection.Unfoldable.Clear();

        await new ProjectionRebuild(database.Source).RunAsync(tenant, projection, null, default);

        Assert.Equal(
            (ProjectionState.Running, 20), Assert.Single((await database.Admin.StatusAsync(tenant, default)).Select(s => (s.State, s.Position))));
    }

    private static bool SameRows((int Generation, Dictionary<string, string> Rows) left, (int Generation, Dictionary<string, string> Rows) right) =>
        left.Generation == right.Generation && left.Rows.Count == right.Rows.Count && !left.Rows.Except(right.Rows).Any();

    private async Task AssertSameAgainAsync(TenantId tenant, Projection projection)
    {
        var live = await database.RowsAsync(tenant, projection);
        await new ProjectionRebuild(database.Source).RunAsync(tenant, projection, null, default);
        var rebuilt = await database.RowsAsync(tenant, projection);
        Assert.Equal(live.Generation + 1, rebuilt.Generation);
        Assert.Equal(live.Rows, rebuilt.Rows);
    }

    private async Task WriteUntilAsync(TenantId tenant, Guid[] customers, CancellationToken stop)
    {
        while (!stop.IsCancellationRequested) await database.PurchasesAsync(tenant, 20, customers);
    }

    private sealed class Impure() : Spending("impure", "spending")
    {
        private int _calls;

        public override Spent? Apply(string key, Spent? view, RecordedEvent recorded) => new(++_calls, 0);
    }
}
