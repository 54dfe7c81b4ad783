using CustomerTiering.BulkRuns;
using CustomerTiering.Customers;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Timelines;

namespace CustomerTiering.Tiering.Assessments;

/// <summary>The result of a run.</summary>
/// <param name="Customers">How many customers were assessed.</param>
/// <param name="Decisions">How many decisions were recorded, by outcome.</param>
/// <param name="Warnings">How many warnings were recorded.</param>
/// <param name="Matrix">Tier changes of customers for whom anything was recorded, by ladder; unchanged tiers included.</param>
/// <param name="Movers">Customers whose tier changed: the first thousand by customer id.</param>
/// <param name="Failed">How many customers could not be assessed.</param>
/// <param name="Failures">The reasons: the first hundred by customer id.</param>
/// <param name="LeftToDayEnd">How many customers have something due at the end of today, which is decided automatically then.</param>
public sealed record AssessmentResult(
    int Customers, IReadOnlyDictionary<string, int> Decisions, int Warnings, IReadOnlyList<AssessedMove> Matrix, IReadOnlyList<AssessedMover> Movers,
    int Failed,
    IReadOnlyList<FailedCustomer> Failures, int LeftToDayEnd = 0)
{
    private const int MostMovers = 1_000;

    public static AssessmentResult None { get; } = Of(0, []);

    /// <summary>The result of one chunk.</summary>
    internal static AssessmentResult Of(int customers, IReadOnlyList<TierResult> results)
    {
        var inOrder = results.OrderBy(result => result.Customer.ToString("D"), StringComparer.Ordinal)
            .ThenBy(result => result.Ladder, StringComparer.Ordinal).ToList();
        return new(
            customers,
            inOrder.SelectMany(result => result.Decisions).Select(outcome => KeyValuePair.Create(outcome.Name(), 1)).Summed(),
            inOrder.Sum(result => result.Warnings),
            Count(inOrder.Where(result => result.Decisions.Count + result.Warnings > 0)
                .Select(result => new AssessedMove(result.Ladder, result.From, result.To, 1))),
            [.. inOrder.Where(result => result.Moved is not null).Take(MostMovers).Select(result =>
                new AssessedMover(result.Customer, result.Ladder, result.From, result.To, result.Moved!.Outcome, result.Moved.Decision))],
            inOrder.Where(result => result.Failure is not null).Select(result => result.Customer).Distinct().Count(),
            [.. inOrder.Where(result => result.Failure is not null).Take(FailedCustomer.Most)
                .Select(result => FailedCustomer.OnLadder(result.Customer, result.Ladder, result.Failure!))],
            inOrder.Where(result => result.LeftToDayEnd is not null).Select(result => result.Customer).Distinct().Count());
    }

    /// <summary>The result of the whole run. The chunks are in the order of customers.</summary>
    internal static AssessmentResult Sum(IReadOnlyList<AssessmentResult> parts) => new(
        parts.Sum(part => part.Customers), parts.SelectMany(part => part.Decisions).Summed(), parts.Sum(part => part.Warnings),
        Count(parts.SelectMany(part => part.Matrix)),
        [.. parts.SelectMany(part => part.Movers).Take(MostMovers)], parts.Sum(part => part.Failed),
        [.. parts.SelectMany(part => part.Failures).Take(FailedCustomer.Most)],
        parts.Sum(part => part.LeftToDayEnd));

    private static IReadOnlyList<AssessedMove> Count(IEnumerable<AssessedMove> moves) =>
    [
        .. moves.GroupBy(move => (move.Ladder, move.From, move.To))
            .Select(group => group.First() with { Customers = group.Sum(move => move.Customers) })
            .OrderBy(move => move.Ladder, StringComparer.Ordinal)
                .ThenBy(move => move.From, StringComparer.Ordinal).ThenBy(move => move.To, StringComparer.Ordinal),
    ];
}

/// <summary>How many customers moved between two tiers, or kept theirs.</summary>
/// <param name="From">The tier held before; null for none.</param>
/// <param name="To">The tier held after; null for none.</param>
public sealed record AssessedMove(string Ladder, string? From, string? To, int Customers);

/// <summary>A customer whose tier changed in a run.</summary>
/// <param name="From">The tier held before; null for none.</param>
/// <param name="To">The tier held after; null for none.</param>
/// <param name="Decision">The decision that changed the tier.</param>
public sealed record AssessedMover(Guid Customer, string Ladder, string? From, string? To, Outcome Outcome, Guid Decision);
