namespace CustomerTiering.Appeals;

/// <summary>The installation's settings for appeals.</summary>
/// <param name="Term">Time for an answer, counted from the day after filing, in UTC days.</param>
public sealed record AppealSettings(Period Term)
{
    /// <summary>One month: GDPR, Art. 12(3).</summary>
    public static AppealSettings Default { get; } = new(new Period(1, 0));
}
