using CustomerTiering.Policies;
using CustomerTiering.Rules.Decisions;

namespace CustomerTiering.Tiering.Overrides;

/// <summary>A day on which an override begins or ends, with its event.</summary>
internal sealed record OverrideTurn(DateOnly Day, Guid Override, object Body);

/// <summary>Finds when overrides begin and end, and the effective tier from then on. Pure.</summary>
internal static class OverrideTurns
{
    /// <summary>The next day on which an override begins or ends, or null.</summary>
    internal static DateOnly? Next(IReadOnlyList<OverrideRecord> all) => all.Select(Next).Min();

    /// <summary>The events due by a day, ordered by day; on the same day, ends come first.</summary>
    /// <param name="today">The day that has begun.</param>
    internal static IReadOnlyList<OverrideTurn> Due(TierState state, Guid customer, LadderVersions versions, DateOnly today)
    {
        if (state.Held is not { } held) return [];
        var ladder = versions.Ladder;
        // Decisions about later days stand. If the timer is late, the event states the effective tier as of the last decision.
        ServedFrom Served(DateOnly day)
        {
            if (held.LastAsOf > day && held.LastAsOf <= today) day = held.LastAsOf.Value;
            return Serving.From(versions.On(day).Compiled, held, day);
        }
        var turns = new List<(int Order, OverrideTurn Turn)>();
        foreach (var one in state.Overrides)
        {
            if (one is { Status: OverrideStatus.Granted, FirstDay: { } first } && first <= today)
                turns.Add((1, new(first, one.Id, new OverrideBegan(customer, ladder, one.Id, Served(first)))));
            if (one.Status is OverrideStatus.Granted or OverrideStatus.InForce && one.Until < today)
                turns.Add((0, new(
                    one.Until.AddDays(1), one.Id, new OverrideExpired(customer, ladder, one.Id, one.Until, Served(one.Until.AddDays(1))))));
        }
        return [.. turns.OrderBy(turn => turn.Turn.Day).ThenBy(turn => turn.Order).Select(turn => turn.Turn)];
    }

    /// <summary>The days after a day, up to the last recorded one, on which overrides began or ended.</summary>
    internal static IEnumerable<DateOnly> RecordedAfter(TierState state, DateOnly day) => state.Turned is not { } last ? [] : state.Overrides
        .Select(one => one.Granted).OfType<TierOverride>().SelectMany(IEnumerable<DateOnly> (by) => [by.From, by.Until.AddDays(1)])
        .Where(turn => day < turn && turn <= last).Distinct().Order();

    private static DateOnly? Next(OverrideRecord one) => one.Status switch
    {
        OverrideStatus.Granted => one.FirstDay,
        OverrideStatus.InForce => one.Until.AddDays(1),
        _ => null,
    };
}
