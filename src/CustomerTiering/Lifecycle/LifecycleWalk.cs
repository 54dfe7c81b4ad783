using CustomerTiering.Customers;
using CustomerTiering.Evidence.Leaves;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Walks;

namespace CustomerTiering.Lifecycle;

/// <summary>Judges lifecycle stages. Stream <c>lifecycle/&lt;customer&gt;</c>.</summary>
public sealed class LifecycleWalk(StandardsInForce standards, FactsStore facts) : Walk(StandardKind.Lifecycle, Service, "stages-on-facts", Due)
{
    public const string Due = "stage-due";

    internal const string Service = "service:lifecycle";

    private const string Code = "lifecycle";

    internal static StreamId Stream(Guid customer) => new($"{Code}/{customer:D}");

    internal override StreamId Stream(Guid customer, string standard) => Stream(customer);

    internal override string Key(Guid customer, string standard) => customer.ToString("D");

    internal override (Guid Customer, string Standard) Parts(string key) => (Guid.Parse(key), Code);

    internal override async Task<IReadOnlyList<WalkedStandard>> StandardsAsync(TenantId tenant, CancellationToken cancel) =>
        await standards.LifecyclesAsync(tenant, cancel) is { Count: > 0 } versions ? [new(Code, versions)] : [];

    internal override StageState Apply(StageState state, RecordedEvent recorded) => EventSerializer.Read(recorded) is StageEntered entered
        ? state.After(entered.To, entered.AsOf, recorded.Id)
        : throw new InvalidDataException($"{recorded.Type} is not an event of a customer's stage.");

    internal override object EventOf(StoredFacts known, string standard, StageChange change, string digest) => new StageEntered(
        known.Customer, change.From, change.To, change.Judgement.AsOf, new(change.Lifecycle.Reference.Version, change.Lifecycle.Reference.Digest),
        known.Position, digest, change.Judgement.Metrics.Items, change.Judgement.Verdicts.Items);

    internal override FailedCustomer Failed(WalkResult result) => FailedCustomer.InLifecycle(result.Customer, result.Failure!);

    /// <summary>A newly known customer enters a first stage, whatever the lifecycle refers to.</summary>
    internal override bool? Calls(Fact fact) => fact is CustomerDescription ? true : null;

    /// <summary>
    /// A timer or run may judge a customer while a fact is being recorded, and append the stage after that fact was handled here. The stage's event
    /// has the digest of the facts that were known. If other facts are known now, apart from the moves themselves, the customer is judged again.
    /// </summary>
    internal override async Task<IReadOnlyList<(Guid Customer, DateOnly Day)>> CalledAsync(
        TenantId tenant, WalkedStandard standard, IReadOnlyList<RecordedEvent> events, CancellationToken cancel)
    {
        var moves = events.Where(recorded => recorded.Type == EventTypes.NameOf<StageEntered>())
            .Select(recorded => (Recorded: recorded, Entered: (StageEntered)EventSerializer.Read(recorded))).ToLookup(move => move.Entered.Customer);
        if (moves.Count == 0) return [];
        var called = new List<(Guid, DateOnly)>();
        var known = await facts.LoadAsync(tenant, [.. moves.Select(move => move.Key)], standard.LooksAtReferred, cancel);
        foreach (var walked in moves)
        {
            var last = walked.Last().Entered;
            var expected = walked.Where(move => move.Entered.FactsDigest == last.FactsDigest)
                .Aggregate(Convert.FromHexString(last.FactsDigest), (digest, move) => FactsDigest.Next(digest, move.Recorded.LeafHash.Span));
            if (known.TryGetValue(walked.Key, out var now) && !now.Digest.Span.SequenceEqual(expected)) called.Add((walked.Key, last.AsOf));
        }
        return called;
    }
}
