namespace CustomerTiering.EventLog.Work;

/// <summary>How a failure is kept for operators.</summary>
internal static class Failure
{
    /// <summary>Its type and message, at most 500 characters.</summary>
    internal static string Of(Exception failure)
    {
        var text = $"{failure.GetType().Name}: {failure.Message}";
        return text.Length <= 500 ? text : text[..500];
    }
}
