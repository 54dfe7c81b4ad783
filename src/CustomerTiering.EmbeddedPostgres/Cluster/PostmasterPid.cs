using System.Diagnostics;
using System.Globalization;

namespace CustomerTiering.EmbeddedPostgres.Cluster;

/// <summary>The content of <c>postmaster.pid</c>, written by a running server; a killed server leaves the file behind.</summary>
internal sealed record PostmasterPid(int Pid, int Port, bool Ready)
{
    public static string FileIn(string data) => Path.Combine(data, "postmaster.pid");

    /// <summary>Null if there is no file, or if it is incomplete.</summary>
    public static PostmasterPid? Read(string data)
    {
        string[] lines;
        try
        {
            lines = File.ReadAllLines(FileIn(data));
        }
        catch (Exception e) when (e is FileNotFoundException or DirectoryNotFoundException)
        {
            return null;
        }

        // pid, data folder, start, port, socket folder, address, shared memory, status
        return lines.Length >= 4 && TryInt(lines[0], out var pid) && TryInt(lines[3], out var port)
            ? new PostmasterPid(pid, port, lines.Length >= 8 && lines[7].Trim() == "ready")
            : null;
    }

    /// <summary>Whether a process with this id exists: the server, a zombie, or an unrelated process.</summary>
    public bool ProcessExists()
    {
        try
        {
            using var process = Process.GetProcessById(Pid);
            return !process.HasExited;
        }
        catch (ArgumentException)
        {
            return false;
        }
    }

    static bool TryInt(string line, out int value) => int.TryParse(line.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out value);
}
