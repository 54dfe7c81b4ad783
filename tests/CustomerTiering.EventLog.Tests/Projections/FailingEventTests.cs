using CustomerTiering.EventLog.Projections;

namespace CustomerTiering.EventLog.Tests.Projections;

public sealed class FailingEventTests(ProjectedDatabase database) : IClassFixture<ProjectedDatabase>
{
    [Fact]
    public async Task An_event_that_can_not_be_folded_stops_its_projection_alone_and_nothing_is_skipped()
    {
        var tenant = await database.TenantAsync();
        var head = await database.PurchasesAsync(tenant, 30, ProjectedDatabase.Customers(4));
        var broken = new BrokenSpending { Unfoldable = { 17, 20 } };
        var worker = database.Worker(broken, new Spending());

        await worker.CatchUpAsync(tenant, default);

        var status = (await database.Admin.StatusAsync(tenant, default)).ToDictionary(status => status.Name);
        Assert.Equal((16, ProjectionState.Stopped, 17),
            (status["broken-spending"].Position, status["broken-spending"].State, status["broken-spending"].StoppedAt));
        Assert.Equal("InvalidDataException: An amount without a currency.", status["broken-spending"].Reason);
        Assert.Equal((head, ProjectionState.Running), (status["spending"].Position, status["spending"].State));
        Assert.Equal(await database.SpentAsync(tenant, upTo: 16), (await database.RowsAsync(tenant, broken)).Rows);
        Assert.False(await database.Admin.WaitForAsync(tenant, ["broken-spending"], head, TimeSpan.FromSeconds(30), default));
    }

    [Fact]
    public async Task Of_two_such_events_the_earlier_one_stops_it_whichever_thread_comes_to_one_first()
    {
        var tenant = await database.TenantAsync();
        await database.PurchasesAsync(tenant, 1_000, ProjectedDatabase.Customers(40));
        var broken = new BrokenSpending { Unfoldable = { 620, 641 } }; // of the 20th customer and of the first: the parts of two threads

        await database.Worker(broken).CatchUpAsync(tenant, default);

        Assert.Equal(620, Assert.Single(await database.Admin.StatusAsync(tenant, default)).StoppedAt);
        Assert.Equal(await database.SpentAsync(tenant, upTo: 619), (await database.RowsAsync(tenant, broken)).Rows);
    }

    [Fact]
    public async Task Once_mended_it_goes_on_at_the_same_event_when_told_to_and_when_restarted()
    {
        var tenant = await database.TenantAsync();
        await database.PurchasesAsync(tenant, 30, ProjectedDatabase.Customers(4));
        var broken = new BrokenSpending { Unfoldable = { 5, 20 } };
        var worker = database.Worker(broken);
        await worker.CatchUpAsync(tenant, default);

        broken.Unfoldable.Remove(5);
        Assert.True(await database.Admin.RetryAsync(tenant, "broken-spending", default));
        await worker.CatchUpAsync(tenant, default);
        Assert.Equal(20, Assert.Single(await database.Admin.StatusAsync(tenant, default)).StoppedAt);

        broken.Unfoldable.Clear();
        await worker.CatchUpAsync(tenant, default);
        Assert.Equal(20, Assert.Single(await database.Admin.StatusAsync(tenant, default)).StoppedAt);
        await database.Worker(broken).CatchUpAsync(tenant, default);

        Assert.Equal(ProjectionState.Running, Assert.Single(await database.Admin.StatusAsync(tenant, default)).State);
        Assert.Equal(await database.SpentAsync(tenant), (await database.RowsAsync(tenant, broken)).Rows);
    }

    [Fact]
    public async Task A_row_that_the_table_refuses_is_traced_to_its_event()
    {
        var tenant = await database.TenantAsync();
        await database.PurchasesAsync(tenant, 5, ProjectedDatabase.Customers(5)); // each their first
        var others = ProjectedDatabase.Customers(8)[5..];
        await database.PurchasesAsync(tenant, 5, [others[0], others[1], others[2], others[1], others[0]]); // position 9 is a second
        var broken = new BrokenSpending { Unwritable = 2 };

        await database.Worker(broken).CatchUpAsync(tenant, default);

        var status = Assert.Single(await database.Admin.StatusAsync(tenant, default));
        Assert.Equal((8, 9), (status.Position, status.StoppedAt));
        Assert.StartsWith("PostgresException: 22P02", status.Reason, StringComparison.Ordinal);
        Assert.Equal(await database.SpentAsync(tenant, upTo: 8), (await database.RowsAsync(tenant, broken)).Rows);
    }

    [Fact]
    public async Task A_hole_in_the_log_stops_every_projection_before_it()
    {
        var tenant = await database.TenantAsync();
        await database.PurchasesAsync(tenant, 30, ProjectedDatabase.Customers(4));
        await using (var damage = database.OwnerSource.CreateCommand($"delete from event where tenant_id = '{tenant}' and position = 12"))
            Assert.Equal(1, await damage.ExecuteNonQueryAsync());

        await database.Worker(new Spending(), new Diary()).CatchUpAsync(tenant, default);

        Assert.All(await database.Admin.StatusAsync(tenant, default), status => Assert.Equal((11, 12), (status.Position, status.StoppedAt)));
    }

    [Fact]
    public async Task A_flipped_bit_stops_every_projection_that_reads_the_event_and_once_repaired_they_go_on()
    {
        const string Flip = "update event set leaf = set_bit(leaf, 100, 1 - get_bit(leaf, 100)) where position = 12 and tenant_id = $1";
        var tenant = await database.TenantAsync();
        var head = await database.PurchasesAsync(tenant, 30, ProjectedDatabase.Customers(4));
        await database.OwnerSource.ExecuteAsync(Flip, tenant.Value);

        await database.Worker(new Spending()).CatchUpAsync(tenant, default);

        var stopped = Assert.Single(await database.Admin.StatusAsync(tenant, default));
        Assert.Equal((11, 12), (stopped.Position, stopped.StoppedAt));
        Assert.StartsWith("LogDamagedException", stopped.Reason, StringComparison.Ordinal);

        await database.OwnerSource.ExecuteAsync(Flip, tenant.Value);
        await database.Worker(new Spending()).CatchUpAsync(tenant, default);

        var status = Assert.Single(await database.Admin.StatusAsync(tenant, default));
        Assert.Equal((head, ProjectionState.Running), (status.Position, status.State));
        Assert.Equal(await database.SpentAsync(tenant), (await database.RowsAsync(tenant, new Spending())).Rows);
    }
}
