using System.Runtime.ExceptionServices;

namespace CustomerTiering.EventLog.Append;

/// <summary>The same for each of many, on all cores where they are many.</summary>
internal static class Several
{
    private const int Few = 64;

    /// <summary>Does <paramref name="work"/> for 0 to <paramref name="count"/> - 1; of what fails the first is thrown as it is.</summary>
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
