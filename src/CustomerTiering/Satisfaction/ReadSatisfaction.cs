using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Sql;
using CustomerTiering.Segments;

namespace CustomerTiering.Satisfaction;

public sealed record AnswerGiven(Guid Id, string Survey, int Score, Instant At);

/// <summary>The current state of a complaint.</summary>
/// <param name="Id">The fact's id.</param>
/// <param name="Category">Free text.</param>
/// <param name="Priority">Free text.</param>
/// <param name="Reopened">Number of reopenings.</param>
/// <param name="Resolved">When it was resolved; absent while it is open.</param>
public sealed record ComplaintAnswer(Guid Id, Instant Opened, string? Category, string? Priority, int Reopened, Instant? Resolved);

/// <summary>A customer's satisfaction, over all time.</summary>
/// <param name="Surveys">Each survey that the customer received or answered.</param>
/// <param name="LastAnswers">The last ten answers, latest first.</param>
/// <param name="Complaints">Number of complaints, resolved ones included.</param>
/// <param name="OpenComplaints">Open complaints, oldest first; at most 100.</param>
public sealed record CustomerSatisfaction(
    Guid Customer, IReadOnlyList<SurveySummary> Surveys, IReadOnlyList<AnswerGiven> LastAnswers, long Complaints,
    IReadOnlyList<ComplaintAnswer> OpenComplaints);

public static class ReadSatisfaction
{
    private static readonly SurveysProjection Surveys = new();
    private static readonly ComplaintsProjection Complaints = new();
    private static readonly Instant[] Always = [Instant.Of(DateTimeOffset.MinValue), Instant.Of(DateTimeOffset.MaxValue)];

    internal static void Map(RouteGroupBuilder group) => group
        .MapGet("/customers/{customer:guid}/satisfaction", async Task<Results<Read<CustomerSatisfaction>, ProblemHttpResult>> (
            Guid customer, Caller caller, ReadModels readModels, LogReader reader, CancellationToken cancel) =>
        {
            if (!await CustomerPast.IsKnownAsync(reader, caller.Tenant, customer, cancel)) return Problem.NotFound("customer").ToResult();
            var all = await CustomerPast.OneAsync(reader, caller.Tenant, customer, cancel);
            var answer = await readModels.ReadAsync(
                caller.Tenant, [SurveysProjection.ProjectionName, ComplaintsProjection.ProjectionName],
                snapshot => ReadAsync(snapshot, customer, all, cancel), cancel);
            return new Read<CustomerSatisfaction>(answer.Value, answer.Position);
        })
        .WithSummary("Get a customer's satisfaction: CSAT, NPS, CES with intervals, latest answers, complaints").RequireRoles(Roles.ReadsCustomers)
        .AnswersFrom(SurveysProjection.ProjectionName, ComplaintsProjection.ProjectionName);

    private static async Task<CustomerSatisfaction> ReadAsync(
        ReadSnapshot snapshot, Guid customer, IReadOnlyCollection<Guid> all, CancellationToken cancel)
    {
        var about = new Dictionary<string, object> { ["customers"] = all.Select(one => one.ToString("D")).ToArray() };
        var counts = await SurveyQueries.CountAsync(snapshot, all, Always, [], SegmentFilter.Everybody, cancel);
        var last = await snapshot.QueryAsync(
            snapshot.Generation(SurveysProjection.ProjectionName),
            SqlText.Read(typeof(ReadSatisfaction), "latest-scores", ("latest", SurveyQueries.Latest("s"))),
            about, row => (Id: Guid.Parse(row.GetString(0)), View: Surveys.Read(row.GetFieldValue<byte[]>(1))), cancel);
        var complaints = await snapshot.QueryAsync(
            snapshot.Generation(ComplaintsProjection.ProjectionName),
            "select key, view from complaint where tenant_id = @tenant and generation = @generation and customer = any(@customers) order by at, key",
            about, row => (Id: Guid.Parse(row.GetString(0)), View: Complaints.Read(row.GetFieldValue<byte[]>(1))), cancel);
        return new(
            customer,
            [.. SurveySummary.Surveys.Where(survey => counts.ContainsKey((1, survey)))
                .Select(survey => SurveySummary.Of(survey, counts[(1, survey)]))],
            [.. last.Select(one => new AnswerGiven(one.Id, one.View.Survey, one.View.Score!.Value, one.View.At))],
            complaints.Count,
            [.. complaints.Where(one => one.View.Resolved is null).Take(100).Select(one => Answer(one.Id, one.View))]);
    }

    private static ComplaintAnswer Answer(Guid id, ComplaintView view) => new(
        id, view.Opened, view.Category, view.Priority, view.Moves.Count(move => !move.Resolves), view.Resolved);
}
