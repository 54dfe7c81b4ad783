using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Policies;

namespace CustomerTiering.Segments;

/// <summary>The segment filter of all reports: all customers, or members of a stated or computed segment on the report's day.</summary>
/// <param name="Segment">The segment; null for all customers.</param>
public sealed record SegmentFilter(string? Segment)
{
    /// <summary>The read model that filtered reports query in addition to their own.</summary>
    public const string ReadModel = SegmentsProjection.ProjectionName;

    /// <summary>The follower that judges memberships on facts.</summary>
    public const string Follower = "segments-on-facts";

    public static SegmentFilter Everybody { get; } = new((string?)null);

    /// <summary>An additional SQL condition: the customer is in the segment on the day. Empty without a segment.</summary>
    /// <param name="customer">An SQL expression for the customer's id as text; a column qualified by its table.</param>
    /// <param name="day">An SQL expression for the day; for a month, its last day.</param>
    public string On(string customer, string day) => Segment is null
        ? ""
        : SqlText.Read(typeof(SegmentFilter), "in-segment", ("customer", customer), ("day", day));

    /// <summary>The read models that the report queries.</summary>
    public IReadOnlyCollection<string> With(string readModel) => Segment is null || readModel == ReadModel ? [readModel] : [readModel, ReadModel];

    /// <summary>The parameters of a query, with those of <see cref="On"/>.</summary>
    public IReadOnlyDictionary<string, object> With(ReadSnapshot snapshot, IReadOnlyDictionary<string, object> parameters) => Segment is null
        ? parameters
        : new Dictionary<string, object>(parameters) { ["segment"] = Segment, ["segmentGeneration"] = snapshot.Generation(ReadModel) };

    /// <summary>Queries one read model like <see cref="ReadModels.QueryAsync"/>, with SQL that contains <see cref="On"/>.</summary>
    public Task<ReadAnswer<IReadOnlyList<T>>> QueryAsync<T>(
        ReadModels readModels, TenantId tenant, string readModel, string sql, IReadOnlyDictionary<string, object> parameters,
        Func<Npgsql.NpgsqlDataReader, T> row,
        CancellationToken cancel) => readModels.ReadAsync(
            tenant, With(readModel), snapshot => snapshot.QueryAsync(snapshot.Generation(readModel), sql, With(snapshot, parameters), row, cancel),
            cancel);
}

/// <summary>Reads the segment filter of a request.</summary>
public sealed class SegmentFilters(StandardsInForce standards)
{
    /// <summary>
    /// The filter. Once a company has segments in force, other names are rejected; before that, any name is accepted, because it may have been
    /// stated.
    /// </summary>
    public async Task<Result<SegmentFilter>> ReadAsync(TenantId tenant, string? segment, CancellationToken cancel)
    {
        if (segment is null) return SegmentFilter.Everybody;
        var known = (await standards.SegmentsAsync(tenant, cancel)).Select(version => version.Reference.Id).ToHashSet();
        return known.Count == 0 || known.Contains(segment)
            ? new SegmentFilter(segment)
            : Problem.Invalid(
                "segment", "unknown-segment", $"Unknown segment. Known segments: {string.Join(", ", known.Order(StringComparer.Ordinal).Take(20))}.");
    }
}
