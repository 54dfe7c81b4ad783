namespace CustomerTiering.Api.Hosting;

/// <summary>Files readable only by their owner.</summary>
internal static class PrivateFile
{
    /// <summary>The content of the file; if it does not exist, it is created with the bytes of <paramref name="create"/>.</summary>
    internal static byte[] ReadOrCreate(string path, Func<byte[]> create)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        if (!File.Exists(path))
        {
            // Written completely to a draft first: of two processes that start at once, one wins, and both read the winner's file.
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
        if (!OperatingSystem.IsWindows() && (File.GetUnixFileMode(path) & Others) != 0)
            throw new Refused($"{path} is readable by others; run chmod 600 on it.");
    }
}
