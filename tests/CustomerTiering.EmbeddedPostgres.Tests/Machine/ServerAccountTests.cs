using CustomerTiering.EmbeddedPostgres.Machine;

namespace CustomerTiering.EmbeddedPostgres.Tests.Machine;

public sealed class ServerAccountTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public void A_folder_below_a_closed_home_is_refused_for_another_user()
    {
        var home = Directory.CreateDirectory(_folder.At("home"));
        var data = Directory.CreateDirectory(_folder.At("home", "data")).FullName;
        Close(home, closed: false);
        new ServerAccount("nobody").RequireReach(data);

        Close(home, closed: true);

        var error = Assert.Throws<EmbeddedServerException>(() => new ServerAccount("nobody").RequireReach(data));
        Assert.Contains($"'{home.FullName}' is closed to others", error.Message);
        new ServerAccount(UserName: null).RequireReach(data);
    }

    [RootFact]
    public async Task Data_stays_with_the_account_that_it_was_given()
    {
        var layout = new DataLayout(_folder.Path);
        await File.WriteAllTextAsync(layout.AccountFile, "nobody\n");

        Assert.Equal("nobody", (await ServerAccount.ForAsync(layout, CancellationToken.None)).UserName);
    }

    static void Close(DirectoryInfo folder, bool closed)
    {
        const UnixFileMode Owner = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;
        if (!OperatingSystem.IsWindows())
            folder.UnixFileMode = closed ? Owner : Owner | UnixFileMode.OtherExecute;
    }
}
