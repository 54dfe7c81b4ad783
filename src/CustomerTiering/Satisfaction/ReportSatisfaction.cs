using CustomerTiering.EventLog.Projections;
using CustomerTiering.Segments;

namespace CustomerTiering.Satisfaction;

/// <summary>The results of one survey in one month, over all customers.</summary>
/// <param name="Month">The month of the answers: <c>2026-03</c>.</param>
public sealed record SatisfactionMonth(string Month, SurveySummary Summary);

/// <summary>The same as one flat row, for a spreadsheet. Intervals have 95 % confidence.</summary>
/// <param name="Survey"><c>csat</c>, <c>nps</c> or <c>ces</c>.</param>
/// <param name="Answers">Number of answers.</param>
/// <param name="Few">Whether there are fewer than 30 answers.</param>
/// <param name="Asked">Number of surveys sent in the month.</param>
/// <param name="ResponseRate">The share of sent surveys that were answered.</param>
/// <param name="TopTwoBox">CSAT only: the share of scores 4 and 5.</param>
/// <param name="Mean">CSAT and CES only: the mean score.</param>
/// <param name="Nps">NPS only: the score in points.</param>
public sealed record SatisfactionRow(
    string Month, string Survey, long Answers, bool Few, long Asked, decimal? ResponseRate, decimal? TopTwoBox, decimal? TopTwoBoxLow,
    decimal? TopTwoBoxHigh,
    decimal? Mean, decimal? MeanLow, decimal? MeanHigh, decimal? Nps, decimal? NpsLow, decimal? NpsHigh)
{
    internal static SatisfactionRow Of(SatisfactionMonth month)
    {
        var (one, share, mean, nps) = (month.Summary, month.Summary.TopTwoBox, month.Summary.Mean, month.Summary.NetPromoterScore);
        return new(
            month.Month, one.Survey, one.Answers, one.Few, one.Asked, one.ResponseRate, share?.Value, share?.Low, share?.High, mean?.Value, mean?.Low,
            mean?.High, nps?.Value, nps?.Low, nps?.High);
    }
}

/// <summary>Satisfaction per month, over all customers. Months without surveys have no row.</summary>
public static class ReportSatisfaction
{
    internal static void Map(RouteGroupBuilder group)
    {
        group.MapGet("/satisfaction/months", async Task<Results<Read<IReadOnlyList<SatisfactionMonth>>, ProblemHttpResult>> (
                string? from, string? to, string? timeZone, string? segment, Caller caller, ReadModels readModels, SegmentFilters filters,
                CancellationToken cancel) =>
            {
                if (!SatisfactionMonths.Read(from, to, timeZone).TryGet(out var months, out var problem)) return problem.ToResult();
                if (!(await filters.ReadAsync(caller.Tenant, segment, cancel)).TryGet(out var members, out var unknown)) return unknown.ToResult();
                var answer = await ReadAsync(readModels, caller.Tenant, months, members, cancel);
                return new Read<IReadOnlyList<SatisfactionMonth>>(answer.Value, answer.Position);
            })
            .WithSummary("Get satisfaction of all customers per month, with histograms").RequireRoles(Roles.ReadsCustomers)
            .AnswersFrom(SurveysProjection.ProjectionName, SegmentFilter.ReadModel);

        group.MapGet("/reports/satisfaction", async Task<Results<Report<SatisfactionRow>, ProblemHttpResult>> (
                string? from, string? to, string? timeZone, string? segment, Caller caller, ReadModels readModels, SegmentFilters filters,
                CancellationToken cancel) =>
            {
                if (!SatisfactionMonths.Read(from, to, timeZone).TryGet(out var months, out var problem)) return problem.ToResult();
                if (!(await filters.ReadAsync(caller.Tenant, segment, cancel)).TryGet(out var members, out var unknown)) return unknown.ToResult();
                var answer = await ReadAsync(readModels, caller.Tenant, months, members, cancel);
                return new Report<SatisfactionRow>([.. answer.Value.Select(SatisfactionRow.Of)], answer.Position);
            })
            .WithSummary("Report satisfaction of all customers per month")
                .RequireRoles(Roles.ReadsCustomers).AnswersFrom(SurveysProjection.ProjectionName, SegmentFilter.ReadModel);
    }

    /// <summary>The report's rows for a range of months such as <c>2026-03</c>, both included; in UTC if no zone is given.</summary>
    public static async Task<Result<IReadOnlyList<SatisfactionRow>>> RowsAsync(
        ReadModels readModels, TenantId tenant, string? from, string? to, string? timeZone, SegmentFilter segment, CancellationToken cancel)
    {
        if (!SatisfactionMonths.Read(from, to, timeZone).TryGet(out var months, out var problem)) return problem;
        var answer = await ReadAsync(readModels, tenant, months, segment, cancel);
        return answer.Value.Select(SatisfactionRow.Of).ToArray();
    }

    private static Task<ReadAnswer<IReadOnlyList<SatisfactionMonth>>> ReadAsync(
        ReadModels readModels, TenantId tenant, SatisfactionMonths months, SegmentFilter segment, CancellationToken cancel) =>
        readModels.ReadAsync<IReadOnlyList<SatisfactionMonth>>(tenant, segment.With(SurveysProjection.ProjectionName), async snapshot =>
        {
            var counts = await SurveyQueries.CountAsync(snapshot, null, months.Bounds, months.LastDays, segment, cancel);
            return [.. from month in Enumerable.Range(1, months.Count)
                       from survey in SurveySummary.Surveys
                       where counts.ContainsKey((month, survey))
                       select new SatisfactionMonth(months.Name(month), SurveySummary.Of(survey, counts[(month, survey)]))];
        }, cancel);
}
