namespace CustomerTiering.EmbeddedPostgres.Machine;

/// <summary>Locks between processes by a file's sharing mode: mandatory on Windows, flock elsewhere. The file's disposal lets go.</summary>
internal static class FileLock
{
    /// <summary>The lock, or null where another holds it, shared or alone.</summary>
    public static FileStream? TryExclusive(string path) => TryOpen(path, FileAccess.ReadWrite, FileShare.None);

    /// <summary>The lock together with others that share it, or null where one holds it alone.</summary>
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
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite; // Else any user could hold it.
            return new FileStream(path, options);
        }
        catch (IOException e) when (IsSharingViolation(e))
        {
            return null;
        }
    }

    /// <summary>EWOULDBLOCK of flock (11, on macOS 35) or Windows' sharing violation; a full disk or a missing folder stay errors.</summary>
    static bool IsSharingViolation(IOException e) => e.GetType() == typeof(IOException) && e.HResult is 11 or 35 or unchecked((int)0x80070020);
}
