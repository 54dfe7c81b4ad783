using System.Security.Cryptography;

namespace CustomerTiering.EventLog.Append;

/// <summary>Retries transient rollbacks and lost connections: three times, after a random delay.</summary>
internal static class Retry
{
    private const int MaxTries = 4;

    /// <param name="attempt">The work; must detect the effects of earlier attempts.</param>
    /// <param name="lost">Called after an attempt lost its connection, before the next attempt or before giving up.</param>
    internal static async Task<T> RunAsync<T>(Func<Task<T>> attempt, Func<Task> lost)
    {
        for (var tries = 1; ; tries++)
        {
            try
            {
                return await attempt();
            }
            catch (Exception exception) when (Failures.Of(exception) is Failure.Transient or Failure.Lost)
            {
                if (Failures.Of(exception) == Failure.Lost) await lost();
                if (tries == MaxTries) throw;
                await Task.Delay(RandomNumberGenerator.GetInt32(5, 25 << tries));
            }
        }
    }
}
