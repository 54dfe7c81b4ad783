using CustomerTiering.EmbeddedPostgres;
using CustomerTiering.TestDatabases;

// Run as a process of its own by OtherProcess: does what its arguments say, tells a line, and ends in good order when its input ends.
switch (args)
{
    case ["serve", var folder]:
        await using (var server = await EmbeddedServer.StartAsync(new EmbeddedServerOptions { DataFolder = folder }, CancellationToken.None))
        {
            Console.WriteLine(server.PostmasterProcessId);
            await Console.In.ReadToEndAsync();
        }

        return 0;

    case ["join", var folder]:
        var cluster = await TestCluster.JoinAsync(folder);
        Console.WriteLine(cluster.Server.PostmasterProcessId);
        await Console.In.ReadToEndAsync();
        return 0;

    case ["leave-databases", var folder]:
        var abandoned = await TestCluster.JoinAsync(folder);
        await abandoned.ExecuteAsync($"CREATE DATABASE {TestCluster.DatabasePrefix}left_behind TEMPLATE template0");
        Console.WriteLine(abandoned.Server.PostmasterProcessId);
        await Console.In.ReadToEndAsync();
        return 0;

    default:
        return 2;
}
