using CustomerTiering.EventLog.Projections;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Segments;

namespace CustomerTiering.Segments;

/// <summary>A customer's membership in a segment.</summary>
/// <param name="Segment">The segment's code, or the stated name.</param>
/// <param name="Since">First day of the membership.</param>
/// <param name="Stated">True if stated, false if computed.</param>
public sealed record SegmentAnswer(string Segment, DateOnly Since, bool Stated);

/// <summary>An entry into or exit from a segment, with its cause.</summary>
/// <param name="Entered">True for an entry, false for an exit.</param>
/// <param name="AsOf">The first day with, or without, the membership.</param>
/// <param name="Definition">The segment version that judged.</param>
/// <param name="Metrics">Values by name on that day; null if missing.</param>
/// <param name="Actor">A person's subject or a service.</param>
public sealed record SegmentHistoryLine(
    Guid Id, string Segment, bool Entered, DateOnly AsOf, DefinedBy Definition, IReadOnlyDictionary<string, decimal?> Metrics, long Position,
    DateTimeOffset Recorded, string Actor)
{
    internal static SegmentHistoryLine Of(RecordedEvent recorded, IReadOnlyDictionary<string, CompiledSegment> byDigest) =>
        EventSerializer.Read(recorded) switch
        {
            SegmentEntered e =>
                new(recorded.Id, e.Segment, true, e.AsOf, e.Definition, Named(byDigest[e.Definition.Digest], e.Metrics), recorded.Position,
                    recorded.Recorded, recorded.Actor),
            SegmentLeft e =>
                new(recorded.Id, e.Segment, false, e.AsOf, e.Definition, Named(byDigest[e.Definition.Digest], e.Metrics), recorded.Position,
                    recorded.Recorded, recorded.Actor),
            var body => throw new InvalidDataException($"{body.GetType().Name} is not an event of a customer's segment."),
        };

    private static Dictionary<string, decimal?> Named(CompiledSegment segment, IReadOnlyList<decimal?> values) =>
        new(segment.Document.Metrics.Zip(values, (metric, value) => KeyValuePair.Create(metric.Name, value)));
}

/// <summary>Queries for a customer's segments, now and on any day, and their history.</summary>
public static class ReadSegments
{
    private static readonly SegmentsProjection Segments = new();

    internal static void Map(RouteGroupBuilder customers)
    {
        customers.MapGet("/{customer:guid}/segments", async Task<Results<Read<IReadOnlyList<SegmentAnswer>>, ProblemHttpResult>> (
                Guid customer, DateOnly? asOf, Caller caller, ReadModels readModels, LogReader reader, TodayOfStandards today,
                CancellationToken cancel) =>
            {
                if (!await CustomerPast.IsKnownAsync(reader, caller.Tenant, customer, cancel)) return Problem.NotFound("customer").ToResult();
                var answer = await readModels.ViewsAsync(caller.Tenant, Segments, [customer.ToString("D")], cancel);
                return new Read<IReadOnlyList<SegmentAnswer>>(
                    On(answer.Value.Values.FirstOrDefault(CustomerSegments.None),
                        asOf is { } day ? DayOfEach.On(day) : await today.OfSegmentsAsync(caller.Tenant, cancel)),
                    answer.Position);
            })
            .WithSummary("Get a customer's segments on a day; default: today in the time zone of each segment")
                .AnswersFrom(SegmentsProjection.ProjectionName).RequireRoles(Roles.ReadsCustomers);

        customers.MapGet("/{customer:guid}/segments/history", async Task<Results<Read<IReadOnlyList<SegmentHistoryLine>>, ProblemHttpResult>> (
                Guid customer, Caller caller, ReadModels readModels, LogReader reader, StandardsInForce standards, CancellationToken cancel) =>
            {
                if (!await CustomerPast.IsKnownAsync(reader, caller.Tenant, customer, cancel)) return Problem.NotFound("customer").ToResult();
                var answer = await readModels.ViewsAsync(caller.Tenant, Segments, [customer.ToString("D")], cancel);
                var streams = answer.Value.Values.SelectMany(view => view.Changes).Select(change => change.Segment).Distinct()
                    .Select(code => SegmentWalk.StreamOf(customer, code)).ToList();
                IReadOnlyList<RecordedEvent> events = streams.Count == 0 ? [] : await reader.StreamsAsync(caller.Tenant, streams, cancel);
                var byDigest = await ByDigestAsync(standards, caller.Tenant, cancel);
                return new Read<IReadOnlyList<SegmentHistoryLine>>(
                    [.. events.OrderBy(one => one.Position).Select(one => SegmentHistoryLine.Of(one, byDigest))], answer.Position);
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

    private static async Task<Dictionary<string, CompiledSegment>> ByDigestAsync(
        StandardsInForce standards, TenantId tenant, CancellationToken cancel) =>
        (await standards.SegmentsAsync(tenant, cancel)).DistinctBy(version => version.Reference.Digest)
            .ToDictionary(version => version.Reference.Digest, version => version.Compiled);
}
