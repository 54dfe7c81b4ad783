using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Persons;

namespace CustomerTiering.Facts;

/// <summary>Customers from one id to another, both included, in the order of their text.</summary>
public sealed record CustomerRange(Guid First, Guid Last);

/// <summary>
/// All customers, in pieces of a few hundred, as runs go through them. They are listed from a read model: it is waited for, so that a run covers every fact
/// that was acknowledged before the run was asked for.
/// </summary>
public sealed class Everybody(FactsStore facts, ProjectionAdmin projections)
{
    private const int CustomersPerPiece = 400;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    /// <summary>Waits until facts and merges are known up to the present end of the log, and what else a run reads.</summary>
    /// <param name="besides">Read models that are asked besides, and followers whose appends count.</param>
    /// <exception cref="BehindException">They did not get there in ten seconds, or one of them is stopped: the run would leave somebody out.</exception>
    public async Task KnownAsync(TenantId tenant, IReadOnlyCollection<string> besides, CancellationToken cancel)
    {
        string[] all = [CustomerFactsProjection.ProjectionName, MergedPersons.FollowerName, .. besides];
        await projections.CaughtUpAsync(tenant, all, Patience, cancel);
        // What followers appended meanwhile counts, too: that a customer entered a segment, say.
        await projections.CaughtUpAsync(tenant, [CustomerFactsProjection.ProjectionName], Patience, cancel);
    }

    /// <summary>All customers who were known when this was called.</summary>
    /// <inheritdoc cref="KnownAsync"/>
    public async Task<IReadOnlyList<CustomerRange>> InPiecesAsync(TenantId tenant, IReadOnlyCollection<string> besides, CancellationToken cancel)
    {
        await KnownAsync(tenant, besides, cancel);
        return [.. (await facts.CustomersAsync(tenant, cancel)).Chunk(CustomersPerPiece).Select(customers => new CustomerRange(customers[0], customers[^1]))];
    }
}
