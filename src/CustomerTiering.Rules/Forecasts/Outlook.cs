namespace CustomerTiering.Rules.Forecasts;

/// <summary>The direction of a customer's pace relative to the held tier.</summary>
public enum Outlook
{
    /// <summary>Towards a lower tier.</summary>
    Falls,

    /// <summary>Towards the held tier, or towards a lower one under a policy that never downgrades.</summary>
    Stays,

    /// <summary>Towards a higher tier.</summary>
    Rises,
}
