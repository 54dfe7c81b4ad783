using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Segments;

namespace CustomerTiering.Satisfaction;

/// <summary>Counts surveys in the read model.</summary>
internal static class SurveyQueries
{
    /// <summary>Leaves out answers to an asking that was answered later: by time, then in the order of recording.</summary>
    internal static string Latest(string survey) =>
        SqlText.Read(typeof(SurveyQueries), "latest-answer", ("survey", survey));

    /// <summary>What is counted, by number of the span and by survey.</summary>
    /// <param name="snapshot">The read model.</param>
    /// <param name="customers">Of one customer, with those who were merged into it; null for all.</param>
    /// <param name="bounds">Ascending: span n (from 1) begins with the n-th bound, included, and ends before the next; there is none after the last.</param>
    /// <param name="days">Of each span the day on which its customers are in the segment.</param>
    /// <param name="segment">Whose surveys, where it is not one customer's: a duplicate's are its survivor's.</param>
    internal static async Task<IReadOnlyDictionary<(int Span, string Survey), SurveyCounts>> CountAsync(
        ReadSnapshot snapshot, IReadOnlyCollection<Guid>? customers, IReadOnlyList<Instant> bounds, IReadOnlyList<DateOnly> days, SegmentFilter segment, CancellationToken cancel)
    {
        // OFFSET 0 keeps the survivor a plain column: as an expression it would let no index be used under row-level security.
        var rows = await snapshot.QueryAsync(
            snapshot.Generation(SurveysProjection.ProjectionName),
            SqlText.Read(
                typeof(SurveyQueries), "survey-scores", ("of-customers", customers is null ? "" : "and s.customer = any(@customers)"),
                ("latest", Latest("s")),
                ("in-segment", segment.On("s.survivor", "(@days)[width_bucket(s.at, @bounds)]"))),
            segment.With(snapshot, new Dictionary<string, object>
            {
                ["days"] = days.ToArray(),
                ["bounds"] = bounds.Select(bound => bound.ToString()).ToArray(),
                ["first"] = bounds[0].ToString(),
                ["last"] = bounds[^1].ToString(),
                ["customers"] = customers?.Select(customer => customer.ToString("D")).ToArray() ?? [],
            }),
            row => (Span: row.GetInt32(0), Survey: row.GetString(1), Score: row.IsDBNull(2) ? (int?)null : row.GetInt32(2), Count: row.GetInt64(3),
                Answered: row.GetInt64(4), Loose: row.GetInt64(5)), cancel);
        return rows.GroupBy(row => (row.Span, row.Survey)).ToDictionary(group => group.Key, group => new SurveyCounts(
            new SortedDictionary<int, long>(group.Where(row => row.Score is not null).ToDictionary(row => row.Score!.Value, row => row.Count)),
            group.Where(row => row.Score is null).Sum(row => row.Count), group.Where(row => row.Score is null).Sum(row => row.Answered),
            group.Where(row => row.Score is not null).Sum(row => row.Loose)));
    }
}
