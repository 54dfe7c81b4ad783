using CustomerTiering.EventLog.Projections;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Segments;

namespace CustomerTiering.Segments;

/// <summary>A segment that a customer is in.</summary>
/// <param name="Segment">Its code, or the name that was stated.</param>
/// <param name="Since">Since which day.</param>
/// <param name="Stated">Whether it was stated, or follows from what the segment says.</param>
public sealed record SegmentAnswer(string Segment, DateOnly Since, bool Stated);

/// <summary>An entry into a segment, or a leaving, and what brought it.</summary>
/// <param name="Id">The event.</param>
/// <param name="Segment">Code of the segment.</param>
/// <param name="Entered">Entered, or left.</param>
/// <param name="AsOf">The first day with the membership, or without it.</param>
/// <param name="Definition">The text by which was judged.</param>
/// <param name="Metrics">Values by name on that day; null is missing.</param>
/// <param name="Position">Position in the log.</param>
/// <param name="Recorded">When the log learned it.</param>
/// <param name="Actor">Who or what judged.</param>
public sealed record SegmentHistoryLine(
    Guid Id, string Segment, bool Entered, DateOnly AsOf, DefinedBy Definition, IReadOnlyDictionary<string, decimal?> Metrics, long Position,
    DateTimeOffset Recorded, string Actor)
{
    internal static SegmentHistoryLine Of(RecordedEvent recorded, IReadOnlyDictionary<string, CompiledSegment> byDigest) => EventSerializer.Read(recorded) switch
    {
        SegmentEntered e => new(recorded.Id, e.Segment, true, e.AsOf, e.Definition, Named(byDigest[e.Definition.Digest], e.Metrics), recorded.Position, recorded.Recorded, recorded.Actor),
        SegmentLeft e => new(recorded.Id, e.Segment, false, e.AsOf, e.Definition, Named(byDigest[e.Definition.Digest], e.Metrics), recorded.Position, recorded.Recorded, recorded.Actor),
        var body => throw new InvalidDataException($"{body.GetType().Name} is not an event of a customer's segment."),
    };

    private static Dictionary<string, decimal?> Named(CompiledSegment segment, IReadOnlyList<decimal?> values) =>
        new(segment.Document.Metrics.Zip(values, (metric, value) => KeyValuePair.Create(metric.Name, value)));
}

/// <summary>Which segments a customer is in, now and on any day, and what brought them there.</summary>
public static class ReadSegments
{
    private static readonly SegmentsProjection Segments = new();

    internal static void Map(RouteGroupBuilder customers)
    {
        customers.MapGet("/{customer:guid}/segments", async Task<Results<Read<IReadOnlyList<SegmentAnswer>>, ProblemHttpResult>> (
                Guid customer, DateOnly? asOf, Caller caller, ReadModels readModels, LogReader reader, TodayOfStandards today, CancellationToken cancel) =>
            {
                if (!await CustomerPast.IsKnownAsync(reader, caller.Tenant, customer, cancel)) return Problem.NotFound("customer").ToResult();
                var answer = await readModels.ViewsAsync(caller.Tenant, Segments, [customer.ToString("D")], cancel);
                return new Read<IReadOnlyList<SegmentAnswer>>(
                    On(answer.Value.Values.FirstOrDefault(CustomerSegments.None), asOf is { } day ? DayOfEach.On(day) : await today.OfSegmentsAsync(caller.Tenant, cancel)),
                    answer.Position);
            })
            .WithSummary("Get a customer's segments on a day; default: today in the time zone of each segment").AnswersFrom(SegmentsProjection.ProjectionName).RequireRoles(Roles.ReadsCustomers);

        customers.MapGet("/{customer:guid}/segments/history", async Task<Results<Read<IReadOnlyList<SegmentHistoryLine>>, ProblemHttpResult>> (
                Guid customer, Caller caller, ReadModels readModels, LogReader reader, StandardsInForce standards, CancellationToken cancel) =>
            {
                if (!await CustomerPast.IsKnownAsync(reader, caller.Tenant, customer, cancel)) return Problem.NotFound("customer").ToResult();
                var answer = await readModels.ViewsAsync(caller.Tenant, Segments, [customer.ToString("D")], cancel);
                var streams = answer.Value.Values.SelectMany(view => view.Changes).Select(change => change.Segment).Distinct()
                    .Select(code => SegmentWalk.StreamOf(customer, code)).ToList();
                IReadOnlyList<RecordedEvent> events = streams.Count == 0 ? [] : await reader.StreamsAsync(caller.Tenant, streams, cancel);
                var byDigest = await ByDigestAsync(standards, caller.Tenant, cancel);
                return new Read<IReadOnlyList<SegmentHistoryLine>>([.. events.OrderBy(one => one.Position).Select(one => SegmentHistoryLine.Of(one, byDigest))], answer.Position);
            })
            .WithSummary("Get a customer's history in computed segments: entries and exits, with the causes")
            .AnswersFrom(SegmentsProjection.ProjectionName, StandardsInForce.ReadModel).RequireRoles(Roles.ReadsCustomers);
    }

    private static IReadOnlyList<SegmentAnswer> On(CustomerSegments view, DayOfEach days) =>
    [
        .. from segment in view.Segments
           let spans = segment.Value.Where(span => span.Holds(days.Of(segment.Key))).ToList()
           where spans.Count > 0
           select new SegmentAnswer(segment.Key, spans.Min(span => span.From), spans.Any(span => span.Stated)),
    ];

    private static async Task<Dictionary<string, CompiledSegment>> ByDigestAsync(StandardsInForce standards, TenantId tenant, CancellationToken cancel) =>
        (await standards.SegmentsAsync(tenant, cancel)).DistinctBy(version => version.Reference.Digest)
            .ToDictionary(version => version.Reference.Digest, version => version.Compiled);
}
