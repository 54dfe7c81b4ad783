using System.Diagnostics;

namespace CustomerTiering.EmbeddedPostgres.Machine;

/// <summary>
/// One application per data folder. The operating system releases the lock when the process ends, however it ends. A file beside it names the holder.
/// </summary>
internal sealed class InstanceLock : IDisposable
{
    readonly FileStream _file;

    InstanceLock(FileStream file) => _file = file;

    public static InstanceLock Take(DataLayout layout) => TryTake(layout) ?? throw new EmbeddedServerException(
        $"The data folder '{layout.Root}' is in use by {Holder(layout)}. Stop it, or choose another folder with --data.");

    public static InstanceLock? TryTake(DataLayout layout)
    {
        if (FileLock.TryExclusive(layout.LockFile) is not { } file)
            return null;

        using var self = Process.GetCurrentProcess();
        File.WriteAllText(layout.HolderFile, $"process {self.Id} ({self.ProcessName})\n");
        return new InstanceLock(file);
    }

    static string Holder(DataLayout layout) =>
        File.Exists(layout.HolderFile) ? File.ReadAllText(layout.HolderFile).Trim() : "another process";

    public void Dispose() => _file.Dispose();
}
