using CustomerTiering.BulkRuns;

namespace CustomerTiering.Trials;

/// <summary>Combines the results of chunks, which follow each other in the order of customers. Pure.</summary>
internal static class TrialSum
{
    /// <summary>The maximum number of listed movers and of listed warnings.</summary>
    internal const int MostListed = 1_000;

    internal const int MostFailures = 100;

    internal static TrialResult Of(IReadOnlyList<TrialResult> parts) => parts[0] with
    {
        Customers = parts.Sum(part => part.Customers),
        Left = parts.Sum(part => part.Left),
        Drafts = [.. parts[0].Drafts.Select((_, i) => Of([.. parts.Select(part => part.Drafts[i])]))],
    };

    internal static IReadOnlyList<TierMove> Moves(IEnumerable<KeyValuePair<(string? From, string? To), int>> counts) =>
    [
        .. counts.GroupBy(count => count.Key).Select(group => new TierMove(group.Key.From, group.Key.To, group.Sum(count => count.Value)))
            .OrderBy(move => move.From, StringComparer.Ordinal).ThenBy(move => move.To, StringComparer.Ordinal),
    ];

    private static DraftResult Of(IReadOnlyList<DraftResult> parts)
    {
        var plans = parts.SelectMany(part => part.Plans)
            .GroupBy(use => use.Plan).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new PlanUse(
            group.Key, group.First().Price, group.Aggregate(PlanDays.None, (sum, use) => sum + use.InForce),
            group.Aggregate(PlanDays.None, (sum, use) => sum + use.Draft))).ToList();
        return parts[0] with
        {
            Days = [.. parts[0].Days.Select((day, i) => new DayTiers(day.Day, Moves(parts.SelectMany(part => Counts(part.Days[i].Matrix)))))],
            StartToEnd = Moves(parts.SelectMany(part => Counts(part.StartToEnd))),
            Decisions = parts.SelectMany(part => part.Decisions).Summed(),
            Movers = new(
                parts.Sum(part => part.Movers.Up), parts.Sum(part => part.Movers.Down), parts.Sum(part => part.Movers.Other),
                [.. parts.SelectMany(part => part.Movers.Listed).Take(MostListed)]),
            Warnings = new(
                parts.Sum(part => part.Warnings.Warnings), parts.Sum(part => part.Warnings.Customers),
                [.. parts.SelectMany(part => part.Warnings.Listed).Take(MostListed)]),
            Plans = plans,
            Costs = [.. plans.Where(use => use.Price is not null)
                .GroupBy(use => use.Price!.Currency).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new PlanCosts(
                group.Key, PlanDays.CostOf(group.Select(use => (use.Price!.Amount, use.InForce))),
                PlanDays.CostOf(group.Select(use => (use.Price!.Amount, use.Draft)))))],
            Covered = parts.Aggregate(CoveredDays.None, (sum, part) => sum + part.Covered),
            Failures = new(parts.Sum(part => part.Failures.Customers), [.. parts.SelectMany(part => part.Failures.Listed).Take(MostFailures)]),
        };
    }

    private static IEnumerable<KeyValuePair<(string? From, string? To), int>> Counts(IReadOnlyList<TierMove> moves) =>
        moves.Select(move => KeyValuePair.Create((move.From, move.To), move.Customers));
}
