namespace CustomerTiering.EventLog.Projections;

/// <summary>
/// Wakes log readers of this process as soon as something is appended. A missed signal only costs the time to the next poll, which is also how
/// appends by other processes are found.
/// </summary>
public sealed class LogSignal
{
    private TaskCompletionSource _next = New();

    /// <summary>Signals a commit to a log.</summary>
    public void Appended() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>Completes at the next signal. Take it before checking the log, so that no signal is missed between check and wait.</summary>
    internal Task Next => Volatile.Read(ref _next).Task;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
