using CustomerTiering.EventLog.Projections;

namespace CustomerTiering.EventLog.Tests.Projections;

public sealed class ProjectionWorkerTests(ProjectedDatabase database) : IClassFixture<ProjectedDatabase>
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Fact]
    public async Task Rows_are_the_fold_of_the_log()
    {
        var tenant = await database.TenantAsync();
        await database.PurchasesAsync(tenant, 700, ProjectedDatabase.Customers(13));

        await database.Worker(new Spending(), new Diary()).CatchUpAsync(tenant, default);

        Assert.Equal(await database.SpentAsync(tenant), (await database.RowsAsync(tenant, new Spending())).Rows);
        Assert.Equal(13, (await database.RowsAsync(tenant, new Diary())).Rows.Count);
    }

    [Fact]
    public async Task Leaves_of_more_megabytes_than_a_slice_holds_are_folded_each_once()
    {
        var tenant = await database.TenantAsync();
        await database.PurchasesAsync(tenant, 150, ProjectedDatabase.Customers(7), $$"""{"text":"{{new string('x', 59_000)}}"}""");

        await database.Worker(new Spending()).CatchUpAsync(tenant, default);

        Assert.Equal(await database.SpentAsync(tenant), (await database.RowsAsync(tenant, new Spending())).Rows);
    }

    [Fact]
    public async Task A_view_that_becomes_null_has_no_row_and_can_come_again()
    {
        var (tenant, customers) = (await database.TenantAsync(), ProjectedDatabase.Customers(2));
        var worker = database.Worker(new Spending());
        await database.PurchasesAsync(tenant, 2, customers);
        await worker.CatchUpAsync(tenant, default);
        await database.PurchasesAsync(tenant, 1, customers, """{"left":true}""");
        await worker.CatchUpAsync(tenant, default);
        Assert.Equal([customers[1].ToString()], (await database.RowsAsync(tenant, new Spending())).Rows.Keys);

        await database.PurchasesAsync(tenant, 1, customers);
        await worker.CatchUpAsync(tenant, default);

        var row = (await database.RowsAsync(tenant, new Spending())).Rows[customers[0].ToString()];
        Assert.Equal(ProjectedDatabase.Text(new(1, 4)), row);
    }

    [Fact]
    public async Task A_tenant_that_is_added_while_it_runs_is_followed_and_a_wait_ends_when_its_position_is_reached()
    {
        using var stop = new CancellationTokenSource();
        var worker = database.Worker(new Spending());
        var running = worker.RunAsync(stop.Token);
        var tenant = await database.TenantAsync();
        var position = await database.PurchasesAsync(tenant, 3, ProjectedDatabase.Customers(3));
        var admin = new ProjectionAdmin(database.Source, TimeProvider.System) { Worker = worker };

        Assert.True(await admin.WaitForAsync(tenant, ["spending"], position, Patience, default));
        Assert.False(await admin.WaitForAsync(tenant, ["spending"], position + 1, TimeSpan.FromMilliseconds(100), default));

        var answer = await new ReadModels(database.Source)
            .ViewsAsync(tenant, new Spending(), [ProjectedDatabase.Customers(1)[0].ToString()], default);
        Assert.Equal(new Spent(1, 1), Assert.Single(answer.Value).Value);
        Assert.Equal(position, answer.Position);
        await stop.CancelAsync();
        await running;
    }

    [Fact]
    public async Task A_projection_that_comes_later_catches_up_while_others_stay_ahead()
    {
        var tenant = await database.TenantAsync();
        await database.PurchasesAsync(tenant, 40, ProjectedDatabase.Customers(5));
        await database.Worker(new Spending()).CatchUpAsync(tenant, default);
        var position = await database.PurchasesAsync(tenant, 40, ProjectedDatabase.Customers(5));

        await database.Worker(new Spending(), new Diary()).CatchUpAsync(tenant, default);

        Assert.All(await database.Admin.StatusAsync(tenant, default), status => Assert.Equal((position, 0L), (status.Position, status.Lag)));
        Assert.Equal(await database.SpentAsync(tenant), (await database.RowsAsync(tenant, new Spending())).Rows);
    }

    [Fact]
    public async Task Nobody_sees_the_rows_of_another_tenant()
    {
        var (tenant, other) = (await database.TenantAsync(), await database.TenantAsync());
        await database.PurchasesAsync(tenant, 5, ProjectedDatabase.Customers(5));
        await database.Worker(new Spending()).CatchUpAsync(tenant, default);

        var asked = await new ReadModels(database.Source).QueryAsync(
            other, "spending", "select key from spending", new Dictionary<string, object>(), row => row.GetString(0), default);

        Assert.Empty(asked.Value);
    }

    [Fact]
    public async Task Two_workers_at_once_fold_each_event_once()
    {
        var (tenant, customers) = (await database.TenantAsync(), ProjectedDatabase.Customers(7));
        using var stop = new CancellationTokenSource();
        var workers = Enumerable.Range(0, 2).Select(_ => database.Worker(new Spending(), new Diary()).RunAsync(stop.Token)).ToList();
        var position = 0L;
        for (var i = 0; i < 40; i++) position = await database.PurchasesAsync(tenant, 10, customers);

        Assert.True(await database.Admin.WaitForAsync(tenant, ["spending", "diary"], position, Patience, default));
        await stop.CancelAsync();
        await Task.WhenAll(workers);

        Assert.Equal(await database.SpentAsync(tenant), (await database.RowsAsync(tenant, new Spending())).Rows);
    }
}
