using CustomerTiering.EmbeddedPostgres.Machine;

namespace CustomerTiering.TestDatabases;

/// <summary>One process at a time.</summary>
static class Gate
{
    static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    public static async Task<FileStream> EnterAsync(string file)
    {
        using var deadline = new CancellationTokenSource(Patience);
        while (true)
        {
            if (FileLock.TryExclusive(file) is { } entered)
                return entered;
            await Task.Delay(5, deadline.Token).ConfigureAwait(false);
        }
    }
}
