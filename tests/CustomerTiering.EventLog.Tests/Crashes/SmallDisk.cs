using System.Diagnostics;

namespace CustomerTiering.EventLog.Tests.Crashes;

/// <summary>A disk that is soon full: a file system in memory, of a given size, that only root may mount.</summary>
internal sealed class SmallDisk : IDisposable
{
    private SmallDisk(string folder) => Folder = folder;

    internal string Folder { get; }

    private string Ballast => Path.Combine(Folder, "ballast");

    internal static SmallDisk? TryMount(int megabytes)
    {
        var folder = Directory.CreateDirectory(Path.Combine(Path.GetTempPath(), $"customertiering-small-disk-{Guid.NewGuid():N}")).FullName;
        if (OperatingSystem.IsLinux() && Environment.IsPrivilegedProcess
            && Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m,mode=755", "tmpfs", folder)) return new(folder);
        Directory.Delete(folder);
        return null;
    }

    /// <summary>Takes what is left, to the last byte.</summary>
    internal void Fill()
    {
        using var file = new FileStream(Ballast, FileMode.Create, FileAccess.Write, FileShare.None, bufferSize: 0);
        var block = new byte[64 * 1024];
        for (var size = block.Length; size > 0;)
        {
            try
            {
                file.Write(block, 0, size);
            }
            catch (IOException)
            {
                size /= 2; // no room for so much
            }
        }
    }

    internal void Free() => File.Delete(Ballast);

    public void Dispose()
    {
        Run("umount", Folder);
        Directory.Delete(Folder);
    }

    private static bool Run(string program, params string[] arguments)
    {
        try
        {
            using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardError = true })!;
            process.WaitForExit();
            return process.ExitCode == 0;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return false; // no such program here
        }
    }
}

/// <summary>A test that mounts a small disk, and is skipped where that is not permitted.</summary>
internal sealed class SmallDiskFactAttribute : FactAttribute
{
    public SmallDiskFactAttribute()
    {
        using var disk = SmallDisk.TryMount(megabytes: 1);
        if (disk is null) Skip = "Only where tests may mount a file system: as root, on Linux.";
    }
}
