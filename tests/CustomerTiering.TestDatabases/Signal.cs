using System.Diagnostics;
using System.Runtime.InteropServices;

namespace CustomerTiering.TestDatabases;

static class Signal
{
    const int SigQuit = 3;

    /// <summary>PostgreSQL's immediate shutdown, which takes some milliseconds and leaves no shared memory behind.</summary>
    public static void EndAtOnce(int postmaster)
    {
        if (OperatingSystem.IsWindows())
            Process.GetProcessById(postmaster).Kill();
        else
            _ = Kill(postmaster, SigQuit);
    }

    [DllImport("libc", EntryPoint = "kill")]
    static extern int Kill(int processId, int signal);
}
