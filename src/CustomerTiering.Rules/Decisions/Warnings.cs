using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Decisions;

/// <summary>The open and due warnings of a validity.</summary>
internal static class Warnings
{
    /// <summary>The day of the next open warning, due or overdue; null if there is none.</summary>
    public static DateOnly? NextDay(CompiledPolicy policy, HeldState held)
    {
        DateOnly? next = null;
        foreach (var (_, day) in Open(policy, held))
            if (next is null || day < next) next = day;
        return next;
    }

    /// <summary>The periods due by <paramref name="day"/>, the shortest last; empty if none.</summary>
    public static IReadOnlyList<Period> DueBy(CompiledPolicy policy, HeldState held, DateOnly day) =>
        [.. Open(policy, held).Where(open => open.Day <= day).OrderBy(open => open.Day).Select(open => open.Period)];

    private static IEnumerable<(Period Period, DateOnly Day)> Open(CompiledPolicy policy, HeldState held)
    {
        var movement = policy.Policy.Movement;
        if (movement.Warn.Count == 0 || held.GraceEnds is not null || held.ValidUntil is not { } until) yield break;
        if (movement.Downgrade == Downgrade.Never || policy.RankOf(held.Tier) is not { } rank || rank == 0 || policy.Policy.Tiers[rank].Lock)
            yield break;
        foreach (var period in movement.Warn)
        {
            if (Contains(held.Warned, period)) continue;
            var day = Days.Before(period, until);
            if (held.ValiditySince is null || day > held.ValiditySince) yield return (period, day);
        }
    }

    private static bool Contains(EquatableList<Period> periods, Period period)
    {
        foreach (var one in periods)
            if (one == period) return true;
        return false;
    }
}
