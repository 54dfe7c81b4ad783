using System.Security.Cryptography;

namespace CustomerTiering.EventLog.Append;

/// <summary>Tries again what the database rolled back by no fault of the caller, and what was lost sight of: three times, after a random while.</summary>
internal static class Retry
{
    private const int MaxTries = 4;

    /// <param name="attempt">What to do; knows by itself what an attempt before may have left.</param>
    /// <param name="lost">Called when a connection was lost in an attempt, before the next one and before giving up.</param>
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
