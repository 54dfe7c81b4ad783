namespace CustomerTiering.TestDatabases;

/// <summary>Below the machine's temporary folder, which the server's account can reach too; one set a user.</summary>
static class TestFolders
{
    /// <summary>The number changes with what the members must agree on.</summary>
    public static string Shared => Path.Combine(Root, "shared-1");

    public static string Crashes => Path.Combine(Root, "crashes");

    /// <summary>Where PostgreSQL is kept that was fetched for want of one on the machine.</summary>
    public static string Binaries => Path.Combine(Root, "binaries");

    static string Root => Path.Combine(Path.GetTempPath(), $"customertiering-tests-{Environment.UserName}");
}
