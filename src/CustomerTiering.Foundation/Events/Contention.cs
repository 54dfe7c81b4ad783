using CustomerTiering.EventLog.Append;
using CustomerTiering.Http;

namespace CustomerTiering.Events;

/// <summary>Decide, append, and decide again what lost against another writer: at most four times. What lost each time is said in one way.</summary>
public static class Contention
{
    private const string Code = "changed-meanwhile";
    private const int MostAttempts = 4;

    /// <summary>What a command is answered, or a failure says, that lost against another writer.</summary>
    public static Problem Problem { get; } = Problem.Conflict(Code, "It was changed concurrently; read it again.");

    /// <summary>The same where nobody is answered: a follower, a timer or a run tries again later.</summary>
    public static InvalidOperationException Fault() => new(Problem.Detail);

    /// <summary>Whether an append came to something that another attempt does not change: it was appended, or nothing more can be.</summary>
    public static bool IsSettled(this AppendOutcome outcome) => outcome is AppendOutcome.Appended or AppendOutcome.Closed;

    /// <summary>Decides and appends many.</summary>
    /// <param name="open">What is to be decided.</param>
    /// <param name="attempt">Decides what is open and appends it; gives back what lost. It is told whether it is the first attempt.</param>
    /// <returns>What lost each time.</returns>
    public static async Task<IReadOnlyList<T>> SettleAsync<T>(IReadOnlyList<T> open, Func<IReadOnlyList<T>, bool, Task<IReadOnlyList<T>>> attempt)
    {
        for (var number = 1; open.Count > 0 && number <= MostAttempts; number++) open = await attempt(open, number == 1);
        return open;
    }

    /// <summary>Decides and appends one; null where it lost each time.</summary>
    /// <param name="attempt">What came of it; null where it lost.</param>
    public static async Task<T?> SettleAsync<T>(Func<Task<T?>> attempt)
        where T : class
    {
        for (var number = 1; number <= MostAttempts; number++)
            if (await attempt() is { } settled) return settled;
        return null;
    }

    /// <summary>Carries out a command that does not depend on what its caller has read, so that losing is no reason to refuse it.</summary>
    public static async Task<Result<T>> SettleAsync<T>(Func<Task<Result<T>>> command)
    {
        var result = await command();
        for (var number = 2; number <= MostAttempts && result.Problem?.Code == Code; number++) result = await command();
        return result;
    }
}
