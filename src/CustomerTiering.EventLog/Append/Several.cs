using System.Runtime.ExceptionServices;

namespace CustomerTiering.EventLog.Append;

/// <summary>A for loop that runs on all cores if there are many items.</summary>
internal static class Several
{
    private const int Few = 64;

    /// <summary>Does <paramref name="work"/> for 0 to <paramref name="count"/> - 1; of several failures, one is rethrown unwrapped.</summary>
    internal static void Do(int count, Action<int> work)
    {
        if (count <= Few)
        {
            for (var i = 0; i < count; i++) work(i);
            return;
        }
        try
        {
            Parallel.For(0, count, work);
        }
        catch (AggregateException failures)
        {
            ExceptionDispatchInfo.Throw(failures.InnerExceptions[0]);
        }
    }
}
