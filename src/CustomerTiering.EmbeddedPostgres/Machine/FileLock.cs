namespace CustomerTiering.EmbeddedPostgres.Machine;

/// <summary>Locks between processes by a file's sharing mode: mandatory on Windows, flock elsewhere. Disposing the file releases the lock.</summary>
internal static class FileLock
{
    /// <summary>An exclusive lock, or null if another process holds any lock.</summary>
    public static FileStream? TryExclusive(string path) => TryOpen(path, FileAccess.ReadWrite, FileShare.None);

    /// <summary>A shared lock, or null if another process holds an exclusive one.</summary>
    public static FileStream? TryShared(string path)
    {
        if (!File.Exists(path))
            TryOpen(path, FileAccess.ReadWrite, FileShare.ReadWrite)?.Dispose();
        return TryOpen(path, FileAccess.Read, FileShare.Read);
    }

    static FileStream? TryOpen(string path, FileAccess access, FileShare share)
    {
        try
        {
            var options = new FileStreamOptions
            {
                Mode = access == FileAccess.Read ? FileMode.Open : FileMode.OpenOrCreate,
                Access = access,
                Share = share,
                BufferSize = 0,
            };
            if (!OperatingSystem.IsWindows() && options.Mode == FileMode.OpenOrCreate)
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // Otherwise any user could hold it.
            return new FileStream(path, options);
        }
        catch (IOException e) when (IsSharingViolation(e))
        {
            return null;
        }
    }

    /// <summary>EWOULDBLOCK of flock (11, on macOS 35) or Windows' sharing violation; a full disk or a missing folder remain errors.</summary>
    static bool IsSharingViolation(IOException e) => e.GetType() == typeof(IOException) && e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
