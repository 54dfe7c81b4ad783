using System.Text.Json.Serialization;
using CustomerTiering.EventLog.Projections;

namespace CustomerTiering.Customers.Duplicates;

/// <summary>One of several customers who may be the same.</summary>
/// <param name="Set">Number of the set of possible duplicates, from 1.</param>
/// <param name="AgreeIn">The members in which the whole set agrees, separated by spaces: <c>attributes.email name</c>.</param>
/// <param name="ExternalId">The company's own id; null after the person was erased.</param>
public sealed record DuplicateRow(
    int Set, string AgreeIn, [property: JsonIgnore(Condition = JsonIgnoreCondition.Never)] string? ExternalId, Guid Customer);

/// <summary>The report of all possible duplicates.</summary>
public sealed class DuplicateReport(ReadModels readModels, ExternalIds externalIds)
{
    private const int Chunk = 500;

    /// <summary>All rows, set by set.</summary>
    public async Task<IReadOnlyList<DuplicateRow>> AllAsync(TenantId tenant, CancellationToken cancel)
    {
        var found = (await readModels.ReadAsync(
            tenant, [], snapshot => AllAsync(new DuplicateSearch(snapshot, DuplicateFilter.UsualMost), cancel), cancel)).Value;
        var ids = await externalIds.OfAsync(tenant, found.SelectMany(one => one.Customers), cancel);
        return [.. found.Index().SelectMany(
            one => one.Item.Customers, (one, customer) =>
                new DuplicateRow(one.Index + 1, string.Join(' ', one.Item.AgreeIn), ids.GetValueOrDefault(customer), customer))];
    }

    private static async Task<IReadOnlyList<Agreement>> AllAsync(DuplicateSearch search, CancellationToken cancel)
    {
        var all = new List<Agreement>();
        AgreementPlace? after = null;
        do
        {
            (var page, after) = await search.PageAsync(null, after, Chunk, cancel);
            all.AddRange(page);
        }
        while (after is not null);
        return all;
    }
}
