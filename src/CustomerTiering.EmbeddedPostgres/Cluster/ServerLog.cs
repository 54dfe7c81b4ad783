namespace CustomerTiering.EmbeddedPostgres.Cluster;

internal static class ServerLog
{
    const long TooLarge = 10 * 1024 * 1024;

    /// <summary>Rotates a large log before a start; one old log is kept.</summary>
    public static void KeepSmall(string file)
    {
        if (End(file) > TooLarge)
            File.Move(file, file + ".old", overwrite: true);
    }

    public static long End(string file) => File.Exists(file) ? new FileInfo(file).Length : 0;

    public static string Since(string file, long position)
    {
        if (!File.Exists(file))
            return "";

        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        stream.Position = position;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
