namespace CustomerTiering.EmbeddedPostgres.Tests;

/// <summary>A test that means something as root alone.</summary>
sealed class RootFactAttribute : FactAttribute
{
    public RootFactAttribute()
    {
        if (OperatingSystem.IsWindows() || !Environment.IsPrivilegedProcess)
            Skip = "Only where tests run as root.";
    }
}

/// <summary>A test of what Unix alone has: file modes, symbolic links for everybody, shell scripts.</summary>
sealed class UnixFactAttribute : FactAttribute
{
    public UnixFactAttribute()
    {
        if (OperatingSystem.IsWindows())
            Skip = "Not on Windows.";
    }
}

/// <summary>A test that fetches 20 MB from the network; TIERING_TEST_DOWNLOADS=1 allows it.</summary>
sealed class DownloadFactAttribute : FactAttribute
{
    public DownloadFactAttribute()
    {
        if (Environment.GetEnvironmentVariable("TIERING_TEST_DOWNLOADS") != "1")
            Skip = "Fetches PostgreSQL: set TIERING_TEST_DOWNLOADS=1.";
    }
}
