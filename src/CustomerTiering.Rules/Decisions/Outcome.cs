namespace CustomerTiering.Rules.Decisions;

/// <summary>The result of a decision. If several apply, the first one counts.</summary>
public enum Outcome
{
    /// <summary>The customer's first decision on the ladder.</summary>
    Joined,

    /// <summary>Moved to a higher tier, from the as-of day on.</summary>
    Upgraded,

    /// <summary>Moved to a lower tier, from the day after the as-of day on; after a recheck, from the as-of day on.</summary>
    Downgraded,

    /// <summary>The criterion failed, and the tier is kept until the grace period ends.</summary>
    Grace,

    /// <summary>The tier is kept.</summary>
    Retained,

    /// <summary>The customer left the ladder.</summary>
    Left,
}

/// <summary>The names of the outcomes in documents.</summary>
public static class Outcomes
{
    /// <summary><c>joined</c>, <c>upgraded</c>, <c>downgraded</c>, <c>grace</c>, <c>retained</c> or <c>left</c>.</summary>
    public static string Name(this Outcome outcome) => outcome switch
    {
        Outcome.Joined => "joined",
        Outcome.Upgraded => "upgraded",
        Outcome.Downgraded => "downgraded",
        Outcome.Grace => "grace",
        Outcome.Retained => "retained",
        Outcome.Left => "left",
        _ => throw new ArgumentOutOfRangeException(nameof(outcome)),
    };
}
