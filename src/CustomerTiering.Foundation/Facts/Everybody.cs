using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Persons;

namespace CustomerTiering.Facts;

/// <summary>Customers from one id to another, both inclusive, in text order.</summary>
public sealed record CustomerRange(Guid First, Guid Last);

/// <summary>
/// All customers, in ranges of a few hundred, for runs. They are listed from a read model that is awaited first, so that a run covers every fact
/// acknowledged before it was requested.
/// </summary>
public sealed class Everybody(FactsStore facts, ProjectionAdmin projections)
{
    private const int CustomersPerPiece = 400;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>
    /// Waits until facts, merges, and the read models and followers in <paramref name="besides"/> have reached the current head of the log.
    /// </summary>
    /// <exception cref="BehindException">They did not catch up within ten seconds, or one is stopped: the run would miss customers.</exception>
    public async Task KnownAsync(TenantId tenant, IReadOnlyCollection<string> besides, CancellationToken cancel)
    {
        string[] all = [CustomerFactsProjection.ProjectionName, MergedPersons.FollowerName, .. besides];
        await projections.CaughtUpAsync(tenant, all, Patience, cancel);
        // Appends by followers in the meantime count too, such as a customer's entry into a segment.
        await projections.CaughtUpAsync(tenant, [CustomerFactsProjection.ProjectionName], Patience, cancel);
    }

    /// <summary>All customers known at the time of the call.</summary>
    /// <inheritdoc cref="KnownAsync"/>
    public async Task<IReadOnlyList<CustomerRange>> InPiecesAsync(TenantId tenant, IReadOnlyCollection<string> besides, CancellationToken cancel)
    {
        await KnownAsync(tenant, besides, cancel);
        return [.. (await facts.CustomersAsync(tenant, cancel))
            .Chunk(CustomersPerPiece).Select(customers => new CustomerRange(customers[0], customers[^1]))];
    }
}
