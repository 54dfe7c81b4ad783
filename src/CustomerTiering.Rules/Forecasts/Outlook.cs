namespace CustomerTiering.Rules.Forecasts;

/// <summary>Where a customer is heading.</summary>
public enum Outlook
{
    /// <summary>To a lower tier than the held one.</summary>
    Falls,

    /// <summary>To the held one, or to a lower one by a policy that takes the held one from nobody.</summary>
    Stays,

    /// <summary>To a higher one.</summary>
    Rises,
}
