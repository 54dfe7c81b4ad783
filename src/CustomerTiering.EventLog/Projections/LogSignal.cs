namespace CustomerTiering.EventLog.Projections;

/// <summary>
/// Wakes those in this process who follow the log, as soon as something was appended. A signal missed costs no more than the time to the next poll:
/// what was appended by other processes is found by polling alone.
/// </summary>
public sealed class LogSignal
{
    private TaskCompletionSource _next = New();

    /// <summary>Tells that something was committed to a log.</summary>
    public void Appended() => Interlocked.Exchange(ref _next, New()).TrySetResult();

    /// <summary>A task that ends with the next signal; taken before one looks, so that none falls between looking and waiting.</summary>
    internal Task Next => Volatile.Read(ref _next).Task;

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);
}
