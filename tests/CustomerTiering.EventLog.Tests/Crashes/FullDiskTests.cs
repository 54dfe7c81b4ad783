using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Read;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.TestDatabases;
using Npgsql;

namespace CustomerTiering.EventLog.Tests.Crashes;

public sealed class FullDiskTests
{
    [SmallDiskFact]
    public async Task A_full_disk_refuses_appends_loses_nothing_acknowledged_and_is_over_without_repair_when_there_is_space_again()
    {
        using var disk = SmallDisk.TryMount(megabytes: 224)!;
        await using var cluster = await CrashCluster.StartAsync(Path.Combine(disk.Folder, "cluster"));
        await Migrations.ApplyAsync(cluster.OwnerConnectionString);
        var runtime = cluster.RuntimeConnectionString("tiering_runtime");
        await using var source = NpgsqlDataSource.Create(runtime);
        var tenant = new TenantId(Guid.NewGuid());
        await new Tenants(source).AddAsync(tenant, "A company", DateTimeOffset.UtcNow);
        await using var writer = new LogWriter(runtime, TimeProvider.System);
        var (acknowledged, refused) = (new List<AppendRequest>(), new List<AppendRequest>());

        disk.Fill();
        for (var i = 0; i < 5_000 && refused.Count < 3; i++)
        {
            var request = Given.Request(tenant, $"purchase/{i}", 0, Given.Event(data: $"{{\"note\":\"{new string('x', 5_000)}\"}}"));
            var outcome = await writer.AppendAsync(request);
            (outcome is AppendOutcome.Appended ? acknowledged : refused).Add(request);
            if (outcome is not AppendOutcome.Appended) Assert.IsType<AppendOutcome.Unknown>(outcome);
        }
        Assert.Equal(3, refused.Count);

        disk.Free();
        foreach (var request in refused) Assert.IsType<AppendOutcome.Appended>(await writer.AppendAsync(request));

        var reader = new LogReader(source);
        var stored = (await reader.AllAsync(tenant)).Select(recorded => recorded.Id);
        Assert.Equal(acknowledged.Concat(refused).Select(request => request.Streams[0].Events[0].Id), stored);
        Assert.Equal(new LogVerdict(acknowledged.Count + 3, null, null), await new LogCheck(reader).RunAsync(tenant));
    }
}
