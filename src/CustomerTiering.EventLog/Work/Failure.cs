namespace CustomerTiering.EventLog.Work;

/// <summary>The text of a failure kept for operators.</summary>
internal static class Failure
{
    /// <summary>Type and message, at most 500 characters.</summary>
    internal static string Of(Exception failure)
    {
        var text = $"{failure.GetType().Name}: {failure.Message}";
        return text.Length <= 500 ? text : text[..500];
    }
}
