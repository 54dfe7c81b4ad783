namespace CustomerTiering.Api.Hosting;

/// <summary>Files that only the owner may read.</summary>
internal static class PrivateFile
{
    /// <summary>The bytes of the file; if there is none yet, those that <paramref name="create"/> gives, written for the owner alone.</summary>
    internal static byte[] ReadOrCreate(string path, Func<byte[]> create)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
        {
            // Written whole beside it first: of two that start at once, one wins, and both read the winner's.
            var draft = $"{path}.{Environment.ProcessId}";
            var options = new FileStreamOptions { Mode = FileMode.Create, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            using (var file = new FileStream(draft, options))
            {
                file.Write(create());
                file.Flush(flushToDisk: true);
            }
            try
            {
                File.Move(draft, path, overwrite: false);
            }
            catch (IOException) when (File.Exists(path))
            {
                File.Delete(draft);
            }
        }
        RefuseIfOthersRead(path);
        return File.ReadAllBytes(path);
    }

    internal static void RefuseIfOthersRead(string path)
    {
        const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.OtherRead | UnixFileMode.OtherWrite;
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0) throw new Refused($"{path} is readable by others; run chmod 600 on it.");
    }
}
