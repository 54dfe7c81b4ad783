namespace CustomerTiering.Rules.Decisions;

/// <summary>Why a decision is made.</summary>
public enum TriggerKind
{
    /// <summary>The customer has no tier on the ladder yet.</summary>
    Joining,

    /// <summary>A return or cancellation took something away that the held tier may rest on.</summary>
    Recheck,

    /// <summary>The validity of the held tier ends.</summary>
    Expiry,

    /// <summary>The grace of the held tier ends.</summary>
    GraceEnd,

    /// <summary>A review, or a person's request for one.</summary>
    Review,

    /// <summary>A fact that the policy names.</summary>
    AtOnce,

    /// <summary>A version of the policy comes into force that judges held tiers at once.</summary>
    Transition,

    /// <summary>The customer leaves the programme, is erased, or was merged into another.</summary>
    Leaving,

    /// <summary>A decision was made on this day that nothing calls for any more, from what is known now: what was held before it stays.</summary>
    Withdrawal,
}

/// <summary>The names of the triggers in documents.</summary>
public static class TriggerKinds
{
    /// <summary><c>joining</c>, <c>recheck</c>, <c>expiry</c>, <c>grace-end</c>, <c>review</c>, <c>at-once</c>, <c>transition</c>, <c>leaving</c> or <c>withdrawal</c>.</summary>
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

/// <summary>What called for a decision.</summary>
/// <param name="Id">Which one: a fact's id, a run's id, a due date, a version of the policy; unique for one kind, customer, ladder and as-of day.</param>
public readonly record struct Trigger(TriggerKind Kind, string Id);
