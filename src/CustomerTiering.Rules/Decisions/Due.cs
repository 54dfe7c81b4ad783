using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Rules.Decisions;

/// <summary>What may be due on a day without facts.</summary>
[Flags]
public enum DueKinds
{
    /// <summary>Nothing is due.</summary>
    None = 0,

    /// <summary>The validity ends, or has ended.</summary>
    Expiry = 1,

    /// <summary>The grace period ends, or has ended.</summary>
    GraceEnd = 2,

    /// <summary>A review.</summary>
    Review = 4,

    /// <summary>A warning, due on this day or overdue.</summary>
    Warning = 8,
}

/// <summary>A day on which something is due.</summary>
public readonly record struct DueDay(DateOnly Day, DueKinds Kinds);

/// <summary>When time alone requires a decision or a warning. Used by the product's timers and by runs on paper alike.</summary>
public static class Due
{
    /// <summary>The first day after <paramref name="after"/> on which something is due. Anything overdue falls on the day after it.</summary>
    /// <param name="after">The last day already processed.</param>
    public static DueDay? Next(CompiledPolicy policy, HeldState held, DateOnly joined, ReviewDates reviews, DateOnly after)
    {
        var next = reviews.Next(joined, after);
        Earlier(ref next, held.GraceEnds ?? held.ValidUntil, after);
        Earlier(ref next, Warnings.NextDay(policy, held), after);
        return next is { } day ? new(day, On(policy, held, joined, reviews, day)) : null;
    }

    /// <summary>
    /// What is due on a day. Of <see cref="DueKinds.Expiry"/> or <see cref="DueKinds.GraceEnd"/> and <see cref="DueKinds.Review"/>, only the first
    /// leads to a decision, and none does after a recheck that changed something. Warnings come last, from the state after the decision.
    /// </summary>
    public static DueKinds On(CompiledPolicy policy, HeldState held, DateOnly joined, ReviewDates reviews, DateOnly day)
    {
        var kinds = held.GraceEnds is { } graceEnds
            ? (graceEnds <= day ? DueKinds.GraceEnd : DueKinds.None)
            : held.ValidUntil <= day ? DueKinds.Expiry : DueKinds.None;
        if (reviews.IsOn(joined, day)) kinds |= DueKinds.Review;
        if (Warnings.NextDay(policy, held) <= day) kinds |= DueKinds.Warning;
        return kinds;
    }

    /// <summary>The decision due among these, or null.</summary>
    public static TriggerKind? Decision(this DueKinds kinds) =>
        kinds.HasFlag(DueKinds.GraceEnd) ? TriggerKind.GraceEnd
        : kinds.HasFlag(DueKinds.Expiry) ? TriggerKind.Expiry
        : kinds.HasFlag(DueKinds.Review) ? TriggerKind.Review
        : null;

    /// <summary>The decision that was due before a day, or null.</summary>
    internal static TriggerKind? Overdue(HeldState held, DateOnly day) =>
        held.GraceEnds is { } graceEnds ? (graceEnds < day ? TriggerKind.GraceEnd : null) : held.ValidUntil < day ? TriggerKind.Expiry : null;

    private static void Earlier(ref DateOnly? next, DateOnly? due, DateOnly after)
    {
        if (due is not { } day || after == DateOnly.MaxValue) return;
        if (day <= after) day = after.AddDays(1);
        if (next is null || day < next) next = day;
    }
}
