using System.Diagnostics;
using System.Globalization;

namespace CustomerTiering.EmbeddedPostgres.Cluster;

/// <summary>What a running server writes into <c>postmaster.pid</c>; a killed one leaves the file behind.</summary>
internal sealed record PostmasterPid(int Pid, int Port, bool Ready)
{
    public static string FileIn(string data) => Path.Combine(data, "postmaster.pid");

    /// <summary>Null where there is no file, or one that is being written.</summary>
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

    /// <summary>Whether a process of this number exists: the server, one not yet reaped, or an unlucky other.</summary>
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
