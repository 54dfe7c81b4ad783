using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Rules.Decisions;

/// <summary>What may be due on a day without any fact.</summary>
[Flags]
public enum DueKinds
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>The validity ends, or ended before.</summary>
    Expiry = 1,

    /// <summary>The grace ends, or ended before.</summary>
    GraceEnd = 2,

    /// <summary>A review.</summary>
    Review = 4,

    /// <summary>A warning, of this day or overdue.</summary>
    Warning = 8,
}

/// <summary>A day on which something is due.</summary>
public readonly record struct DueDay(DateOnly Day, DueKinds Kinds);

/// <summary>When time alone calls for a decision or a warning. The product's timers and a run on paper ask here alike.</summary>
public static class Due
{
    /// <summary>The first day after <paramref name="after"/> on which something is due; what was due before and is still open falls on the day after it.</summary>
    /// <param name="joined">The day of joining.</param>
    /// <param name="reviews">The days of review.</param>
    /// <param name="after">The last day that is done with.</param>
    public static DueDay? Next(CompiledPolicy policy, HeldState held, DateOnly joined, ReviewDates reviews, DateOnly after)
    {
        var next = reviews.Next(joined, after);
        Earlier(ref next, held.GraceEnds ?? held.ValidUntil, after);
        Earlier(ref next, Warnings.NextDay(policy, held), after);
        return next is { } day ? new(day, On(policy, held, joined, reviews, day)) : null;
    }

    /// <summary>
    /// What is due on a day. Of <see cref="DueKinds.Expiry"/> or <see cref="DueKinds.GraceEnd"/> and <see cref="DueKinds.Review"/> only the first makes a
    /// decision, and none does after a recheck that changed something; warnings come after it, from what is then held.
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

    /// <summary>The decision that is due among these, or null.</summary>
    public static TriggerKind? Decision(this DueKinds kinds) =>
        kinds.HasFlag(DueKinds.GraceEnd) ? TriggerKind.GraceEnd
        : kinds.HasFlag(DueKinds.Expiry) ? TriggerKind.Expiry
        : kinds.HasFlag(DueKinds.Review) ? TriggerKind.Review
        : null;

    /// <summary>The decision that should have been made before a day, or null.</summary>
    internal static TriggerKind? Overdue(HeldState held, DateOnly day) =>
        held.GraceEnds is { } graceEnds ? (graceEnds < day ? TriggerKind.GraceEnd : null) : held.ValidUntil < day ? TriggerKind.Expiry : null;

    private static void Earlier(ref DateOnly? next, DateOnly? due, DateOnly after)
    {
        if (due is not { } day || after == DateOnly.MaxValue) return;
        if (day <= after) day = after.AddDays(1);
        if (next is null || day < next) next = day;
    }
}
