using CustomerTiering.EventLog.Append;
using CustomerTiering.Http;

namespace CustomerTiering.Events;

/// <summary>Optimistic concurrency: decide and append, at most four times, with one error for losing each time.</summary>
public static class Contention
{
    private const string Code = "changed-meanwhile";
    private const int MostAttempts = 4;

    /// <summary>The answer to a command that lost to a concurrent change.</summary>
    public static Problem Problem { get; } = Problem.Conflict(Code, "It was changed concurrently; read it again.");

    /// <summary>The same for followers, timers and runs, which are retried later.</summary>
    public static InvalidOperationException Fault() => new(Problem.Detail);

    /// <summary>Whether another attempt is pointless: the events were appended, or the stream is closed.</summary>
    public static bool IsSettled(this AppendOutcome outcome) => outcome is AppendOutcome.Appended or AppendOutcome.Closed;

    /// <summary>
    /// Decides and appends many items. <paramref name="attempt"/> takes the open items and whether it is the first attempt, and returns those that
    /// lost.
    /// </summary>
    /// <returns>The items that lost every attempt.</returns>
    public static async Task<IReadOnlyList<T>> SettleAsync<T>(IReadOnlyList<T> open, Func<IReadOnlyList<T>, bool, Task<IReadOnlyList<T>>> attempt)
    {
        for (var number = 1; open.Count > 0 && number <= MostAttempts; number++) open = await attempt(open, number == 1);
        return open;
    }

    /// <summary>Decides and appends one item. An attempt that lost returns null; so does this method after the last attempt.</summary>
    public static async Task<T?> SettleAsync<T>(Func<Task<T?>> attempt)
        where T : class
    {
        for (var number = 1; number <= MostAttempts; number++)
            if (await attempt() is { } settled) return settled;
        return null;
    }

    /// <summary>Runs a command that does not depend on a version read by its caller, and retries it on conflicts.</summary>
    public static async Task<Result<T>> SettleAsync<T>(Func<Task<Result<T>>> command)
    {
        var result = await command();
        for (var number = 2; number <= MostAttempts && result.Problem?.Code == Code; number++) result = await command();
        return result;
    }
}
