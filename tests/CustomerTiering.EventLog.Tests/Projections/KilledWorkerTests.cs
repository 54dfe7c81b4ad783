using Npgsql;

namespace CustomerTiering.EventLog.Tests.Projections;

public sealed class KilledWorkerTests(ProjectedDatabase database) : IClassFixture<ProjectedDatabase>
{
    [Fact]
    public async Task A_worker_killed_between_rows_and_position_leaves_neither()
    {
        var (tenant, customers) = (await database.TenantAsync(), ProjectedDatabase.Customers(3));
        var worker = database.Worker(new Spending());
        await database.PurchasesAsync(tenant, 9, customers);
        await worker.CatchUpAsync(tenant, default);
        await database.PurchasesAsync(tenant, 9, customers);

        // One row is held, so that the worker hangs in the midst of its writing; there it is cut off.
        await using (var holder = await database.OwnerSource.OpenConnectionAsync())
        await using (var held = await holder.BeginTransactionAsync())
        {
            await using var hold =
                new NpgsqlCommand($"select 1 from spending where tenant_id = '{tenant}' and key = '{customers[2]}' for update", holder);
            await hold.ExecuteNonQueryAsync();
            var catching = worker.CatchUpAsync(tenant, default);
            await using var kill = database.OwnerSource.CreateCommand(
                """
                select pg_terminate_backend(pid) from pg_stat_activity
                where datname = current_database() and wait_event_type = 'Lock' and query like '%insert into spending%'
                """);
            while (await kill.ExecuteScalarAsync() is not true) await Task.Yield();
            await Assert.ThrowsAnyAsync<NpgsqlException>(() => catching);
        }

        Assert.Equal(9, Assert.Single(await database.Admin.StatusAsync(tenant, default)).Position);
        Assert.Equal(await database.SpentAsync(tenant, upTo: 9), (await database.RowsAsync(tenant, new Spending())).Rows);
        await worker.CatchUpAsync(tenant, default);
        Assert.Equal(await database.SpentAsync(tenant), (await database.RowsAsync(tenant, new Spending())).Rows);
    }
}
