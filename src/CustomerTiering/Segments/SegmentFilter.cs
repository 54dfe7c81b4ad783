using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Policies;

namespace CustomerTiering.Segments;

/// <summary>
/// The customers that a report is about: everybody, or those who are in a segment on the report's day. The one way in which all reports are filtered, whether the
/// segment is stated or computed.
/// </summary>
/// <param name="Segment">The segment; null for everybody.</param>
public sealed record SegmentFilter(string? Segment)
{
    /// <summary>The read model that a filtered report asks besides its own.</summary>
    public const string ReadModel = SegmentsProjection.ProjectionName;

    /// <summary>The follower that moves customers in and out of segments on their facts.</summary>
    public const string Follower = "segments-on-facts";

    public static SegmentFilter Everybody { get; } = new((string?)null);

    /// <summary>A condition to be added to others: the customer is in the segment on the day. Nothing for everybody.</summary>
    /// <param name="customer">The customer's id as text, in SQL; a column with the table that it is of.</param>
    /// <param name="day">The day, in SQL; of a month its last one.</param>
    public string On(string customer, string day) => Segment is null
        ? ""
        : SqlText.Read(typeof(SegmentFilter), "in-segment", ("customer", customer), ("day", day));

    /// <summary>The read models that the report asks.</summary>
    public IReadOnlyCollection<string> With(string readModel) => Segment is null || readModel == ReadModel ? [readModel] : [readModel, ReadModel];

    /// <summary>The parameters of a query with those of <see cref="On"/>.</summary>
    public IReadOnlyDictionary<string, object> With(ReadSnapshot snapshot, IReadOnlyDictionary<string, object> parameters) => Segment is null
        ? parameters
        : new Dictionary<string, object>(parameters) { ["segment"] = Segment, ["segmentGeneration"] = snapshot.Generation(ReadModel) };

    /// <summary>Asks one read model, as <see cref="ReadModels.QueryAsync"/> does, with SQL in which <see cref="On"/> stands.</summary>
    public Task<ReadAnswer<IReadOnlyList<T>>> QueryAsync<T>(
        ReadModels readModels, TenantId tenant, string readModel, string sql, IReadOnlyDictionary<string, object> parameters, Func<Npgsql.NpgsqlDataReader, T> row,
        CancellationToken cancel) => readModels.ReadAsync(
            tenant, With(readModel), snapshot => snapshot.QueryAsync(snapshot.Generation(readModel), sql, With(snapshot, parameters), row, cancel), cancel);
}

/// <summary>Reads the filter that a report is asked with.</summary>
public sealed class SegmentFilters(StandardsInForce standards)
{
    /// <summary>The filter. Once a company has segments in force, a name that is none of theirs is refused; before, any name is taken that may have been stated.</summary>
    public async Task<Result<SegmentFilter>> ReadAsync(TenantId tenant, string? segment, CancellationToken cancel)
    {
        if (segment is null) return SegmentFilter.Everybody;
        var known = (await standards.SegmentsAsync(tenant, cancel)).Select(version => version.Reference.Id).ToHashSet();
        return known.Count == 0 || known.Contains(segment)
            ? new SegmentFilter(segment)
            : Problem.Invalid("segment", "unknown-segment", $"Unknown segment. Known segments: {string.Join(", ", known.Order(StringComparer.Ordinal).Take(20))}.");
    }
}
