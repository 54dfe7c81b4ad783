using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Segments;

namespace CustomerTiering.Satisfaction;

/// <summary>Counts surveys in the read model.</summary>
internal static class SurveyQueries
{
    /// <summary>SQL that excludes answers superseded by a later answer to the same survey request: by time, then in the order of recording.</summary>
    internal static string Latest(string survey) =>
        SqlText.Read(typeof(SurveyQueries), "latest-answer", ("survey", survey));

    /// <summary>Survey counts by number of the span and by survey.</summary>
    /// <param name="customers">One customer and all customers merged into it; null for all customers.</param>
    /// <param name="bounds">Ascending. Span n (from 1) includes the n-th bound and ends before the next one. The last bound only ends a span.</param>
    /// <param name="days">For each span, the day on which segment membership is evaluated.</param>
    /// <param name="segment">Restricts the surveys by segment. A duplicate's surveys count for its survivor.</param>
    internal static async Task<IReadOnlyDictionary<(int Span, string Survey), SurveyCounts>> CountAsync(
        ReadSnapshot snapshot, IReadOnlyCollection<Guid>? customers, IReadOnlyList<Instant> bounds, IReadOnlyList<DateOnly> days,
        SegmentFilter segment, CancellationToken cancel)
    {
        // OFFSET 0 keeps the survivor a plain column. As an expression it would prevent index use under row-level security.
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
