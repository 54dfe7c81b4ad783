namespace CustomerTiering.Rules.Decisions;

/// <summary>The cause of a decision.</summary>
public enum TriggerKind
{
    /// <summary>The customer has no tier on the ladder yet.</summary>
    Joining,

    /// <summary>A return or cancellation removed something that the held tier may depend on.</summary>
    Recheck,

    /// <summary>The validity of the held tier ends.</summary>
    Expiry,

    /// <summary>The grace period of the held tier ends.</summary>
    GraceEnd,

    /// <summary>A scheduled or requested review.</summary>
    Review,

    /// <summary>A fact that the policy uses.</summary>
    AtOnce,

    /// <summary>A policy version that assesses held tiers at once comes into force.</summary>
    Transition,

    /// <summary>The customer leaves the programme, is erased, or is merged into another.</summary>
    Leaving,

    /// <summary>A decision made on this day is no longer required, according to what is known now; the state before it stays.</summary>
    Withdrawal,
}

/// <summary>The names of the triggers in documents.</summary>
public static class TriggerKinds
{
    /// <summary>The name in documents, such as <c>grace-end</c>.</summary>
    public static string Name(this TriggerKind kind) => kind switch
    {
        TriggerKind.Joining => "joining",
        TriggerKind.Recheck => "recheck",
        TriggerKind.Expiry => "expiry",
        TriggerKind.GraceEnd => "grace-end",
        TriggerKind.Review => "review",
        TriggerKind.AtOnce => "at-once",
        TriggerKind.Transition => "transition",
        TriggerKind.Leaving => "leaving",
        TriggerKind.Withdrawal => "withdrawal",
        _ => throw new ArgumentOutOfRangeException(nameof(kind)),
    };
}

/// <summary>The trigger of a decision.</summary>
/// <param name="Id">Id of a fact, a run, a due date or a policy version; unique for one kind, customer, ladder and as-of day.</param>
public readonly record struct Trigger(TriggerKind Kind, string Id);
