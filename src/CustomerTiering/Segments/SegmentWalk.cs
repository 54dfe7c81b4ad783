using CustomerTiering.Customers;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Persons;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Segments;
using CustomerTiering.Walks;

namespace CustomerTiering.Segments;

/// <summary>
/// Judges memberships. Stream <c>segment/&lt;customer&gt;/&lt;segment&gt;</c>: alternating entries and exits, as a lifecycle with the stages member
/// and non-member.
/// </summary>
public sealed class SegmentWalk(StandardsInForce standards, ProjectionAdmin projections)
    : Walk(StandardKind.Segment, Service, SegmentFilter.Follower, Due)
{
    public const string Due = "segment-due";

    internal const string Service = "service:segments";

    private const string Prefix = "segment/";
    private const int CustomerLength = 36;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private static readonly string Registered = EventTypes.NameOf<CustomerRegistered>();

    internal override StageState None { get; } = StageState.None with { Stage = CompiledSegment.Out };

    internal override IReadOnlyCollection<string> BesidesFacts => [Registered];

    internal static StreamId StreamOf(Guid customer, string segment) => new($"{Prefix}{customer:D}/{segment}");

    internal override StreamId Stream(Guid customer, string standard) => StreamOf(customer, standard);

    internal override string Key(Guid customer, string standard) => $"{customer:D}/{standard}";

    internal override (Guid Customer, string Standard) Parts(string key) =>
        (Guid.ParseExact(key.AsSpan(0, CustomerLength), "D"), key[(CustomerLength + 1)..]);

    internal override async Task<IReadOnlyList<WalkedStandard>> StandardsAsync(TenantId tenant, CancellationToken cancel) =>
        ComputedSegments.Of(await standards.SegmentsAsync(tenant, cancel));

    internal override StageState Apply(StageState state, RecordedEvent recorded) => EventSerializer.Read(recorded) switch
    {
        SegmentEntered e => state.After(CompiledSegment.In, e.AsOf, recorded.Id),
        SegmentLeft e => state.After(CompiledSegment.Out, e.AsOf, recorded.Id),
        var body => throw new InvalidDataException($"{body.GetType().Name} is not an event of a customer's segment."),
    };

    internal override object EventOf(StoredFacts known, string standard, StageChange change, string digest)
    {
        var definition = new DefinedBy(change.Lifecycle.Reference.Version, change.Lifecycle.Reference.Digest);
        var (day, metrics, verdicts) = (change.Judgement.AsOf, change.Judgement.Metrics.Items, change.Judgement.Verdicts[0]);
        return change.To == CompiledSegment.In
            ? new SegmentEntered(known.Customer, standard, day, definition, known.Position, digest, metrics, verdicts)
            : new SegmentLeft(known.Customer, standard, day, definition, known.Position, digest, metrics, verdicts);
    }

    internal override FailedCustomer Failed(WalkResult result) => FailedCustomer.InSegment(result.Customer, result.Standard, result.Failure!);

    /// <summary>
    /// A newly known customer is judged, whatever the segments refer to. The fact that introduced the customer directly follows the registration in
    /// the log.
    /// </summary>
    internal override async Task AnnouncedAsync(TenantId tenant, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        if (events[^1].Type == Registered)
            await projections.WaitForAsync(tenant, [CustomerFactsProjection.ProjectionName], events[^1].Position + 1, Patience, cancel);
    }

    internal override bool? Calls(Fact fact) => fact is Membership ? false : null;

    /// <summary>
    /// Registered customers, and customers whose membership was judged by a timer or run. That may happen while a fact is being recorded, and the
    /// judgement may be appended after that fact was handled here.
    /// </summary>
    internal override Task<IReadOnlyList<(Guid Customer, DateOnly Day)>> CalledAsync(
        TenantId tenant, WalkedStandard standard, IReadOnlyList<RecordedEvent> events, CancellationToken cancel) =>
        Task.FromResult<IReadOnlyList<(Guid, DateOnly)>>(
        [
            .. events.Where(recorded => recorded.Type == Registered ? recorded.Cause != Intake.Imported : IsMove(recorded, standard.Code))
                .Select(recorded => (recorded.Subject!.Value, standard.Zone.DayOf(Instant.Of(recorded.Effective)))),
        ]);

    private bool IsMove(RecordedEvent recorded, string segment) =>
        recorded.Stream.Value.StartsWith(Prefix, StringComparison.Ordinal) && Parts(recorded.Stream.Value[Prefix.Length..]).Standard == segment;
}
