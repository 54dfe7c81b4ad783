namespace CustomerTiering.Appeals;

/// <summary>What the installation says about appeals.</summary>
/// <param name="Term">Within what time after the day of filing an appeal is answered, in days of UTC.</param>
public sealed record AppealSettings(Period Term)
{
    /// <summary>One month: GDPR, Art. 12(3).</summary>
    public static AppealSettings Default { get; } = new(new Period(1, 0));
}
