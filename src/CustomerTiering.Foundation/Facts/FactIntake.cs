using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Append;
using CustomerTiering.Events;
using CustomerTiering.Http.Contract;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts;

/// <summary>The origin of facts.</summary>
/// <param name="Actor">Who submits them.</param>
/// <param name="Source">The name of their source, which identifies a fact together with kind and id.</param>
/// <param name="Cause">The cause of their events: <see cref="Imported"/> for facts without immediate evaluation. May be null.</param>
/// <param name="Correlation">The import or request they belong to, or null.</param>
public sealed record Intake(TenantId Tenant, string Actor, string Source, string? Cause = null, string? Correlation = null)
{
    /// <summary>The cause of imported facts that are not assessed.</summary>
    public const string Imported = "import";
}

/// <summary>Facts prepared for appending or rejected, with their originals and origin.</summary>
public sealed record PreparedFacts(Intake Intake, IReadOnlyList<SourceFact> Facts, IReadOnlyList<PreparedFact> Prepared);

/// <summary>
/// The only way for facts into the log, from a request, an NDJSON stream or a file. It finds the customers (unknown ones are registered), validates
/// each fact against its purchase, complaint or sent survey, and appends.
/// </summary>
public sealed class FactIntake(LogWriter writer, IntakePreparation preparation)
{
    private static FactOutcome Contended => new FactOutcome.Undecided(Contention.Problem.Detail);

    /// <summary>Records one fact, together with the caller's idempotency key.</summary>
    public async Task<FactOutcome> RecordAsync(
        Intake intake, SourceFact fact, CommandKey? key, Func<Guid, Guid, byte[]> outcome, CancellationToken cancel) =>
        await Contention.SettleAsync(async () =>
        {
            var prepared = (await preparation.PrepareAsync(intake, [fact], cancel))[0];
            if (prepared.Request is not { } request) return prepared.Outcome;
            if (key is not null) request = request with { Idempotency = key.With(outcome(prepared.Id, prepared.Customer)) };
            var result = Outcome(prepared, await writer.AppendAsync(request, cancel));
            if (result is null) preparation.Forget(intake.Tenant, prepared.Customer);
            return result;
        }) ?? Contended;

    /// <summary>Records many facts, one transaction per attempt; a rejected fact does not stop the others.</summary>
    /// <returns>The outcome of each fact, in order.</returns>
    public async Task<IReadOnlyList<FactOutcome>> RecordAsync(Intake intake, IReadOnlyList<SourceFact> facts, CancellationToken cancel)
    {
        var outcomes = new List<FactOutcome>(facts.Count);
        foreach (var part in Parts(facts)) outcomes.AddRange(await RecordAsync(await PrepareAsync(intake, part, cancel), cancel));
        return outcomes;
    }

    /// <summary>A correction needs the corrected fact in the log: if both are in the batch, the correction starts a new part.</summary>
    private static IEnumerable<IReadOnlyList<SourceFact>> Parts(IReadOnlyList<SourceFact> facts)
    {
        var (part, open) = (new List<SourceFact>(), new HashSet<(FactKind, string)>());
        foreach (var fact in facts)
        {
            if (fact.Correction is { } correction && open.Contains((correction.OfKind, correction.Of)))
            {
                yield return part;
                (part, open) = ([], []);
            }
            part.Add(fact);
            open.Add(fact.Correction is { } of ? (of.OfKind, of.Of) : (fact.Kind, fact.Id));
        }
        if (part.Count > 0) yield return part;
    }

    /// <summary>The slower half of recording; it can overlap with appending the previous facts.</summary>
    public async Task<PreparedFacts> PrepareAsync(Intake intake, IReadOnlyList<SourceFact> facts, CancellationToken cancel) =>
        new(intake, facts, await preparation.PrepareAsync(intake, facts, cancel));

    /// <summary>Records prepared facts; those that lost to concurrent appends are prepared again.</summary>
    /// <returns>The outcome of each fact, in order.</returns>
    public async Task<IReadOnlyList<FactOutcome>> RecordAsync(PreparedFacts ready, CancellationToken cancel)
    {
        var (intake, facts, prepared) = ready;
        var outcomes = new FactOutcome?[facts.Count];
        var lost = await Contention.SettleAsync([.. Enumerable.Range(0, facts.Count)], async (open, isFirst) =>
        {
            if (!isFirst) prepared = await preparation.PrepareAsync(intake, [.. open.Select(index => facts[index])], cancel);
            var requests = prepared.Where(one => one.Request is not null).Select(one => one.Request!).ToList();
            var appended = requests.Count == 0 ? [] : await writer.AppendBulkAsync(intake.Tenant, requests, cancel);
            var next = 0;
            for (var i = 0; i < open.Count; i++)
                outcomes[open[i]] = prepared[i].Request is null ? prepared[i].Outcome : Outcome(prepared[i], appended[next++]);
            for (var i = 0; i < open.Count; i++)
                if (outcomes[open[i]] is null) preparation.Forget(intake.Tenant, prepared[i].Customer);
            return [.. open.Where(index => outcomes[index] is null)];
        });
        foreach (var index in lost) outcomes[index] = Contended;
        return outcomes!;
    }

    /// <summary>The outcome of a fact from its append; null if it must be prepared again.</summary>
    private FactOutcome? Outcome(PreparedFact prepared, AppendOutcome outcome)
    {
        switch (outcome)
        {
            case AppendOutcome.Appended appended:
                preparation.Registered(prepared.Request!.Tenant, prepared.Customer);
                return new FactOutcome.Accepted(prepared.Id, prepared.Customer, appended.LastPosition, Duplicate: false, appended.Count);
            case AppendOutcome.Duplicate registration when registration.Id != prepared.Id:
                return null; // the customer was registered concurrently; the fact itself was not judged yet
            case AppendOutcome.Duplicate duplicate:
                return new FactOutcome.Accepted(prepared.Id, prepared.Customer, duplicate.Position, Duplicate: true, 0);
            case AppendOutcome.IdReused:
                return new FactOutcome.Rejected(
                    "$.id", FactErrorCodes.FactIdReused, "The source has a different fact with this kind and id; send a correction to change it.");
            case AppendOutcome.TooLarge large:
                return new FactOutcome.Rejected("$", FactErrorCodes.EventTooLarge,
                    $"The event of the fact has {large.Bytes} bytes; the maximum is {Evidence.Leaves.Leaf.MaxBytes}.");
            case AppendOutcome.Closed:
                return new FactOutcome.Rejected("$.customer", FactErrorCodes.CustomerClosed, "Nothing more can be recorded for this customer.");
            case AppendOutcome.Replayed replayed:
                return new FactOutcome.KeyUsed(replayed.FirstPosition, replayed.Count, replayed.Outcome);
            case AppendOutcome.KeyReused:
                return new FactOutcome.KeyUsed(0, 0, null);
            case AppendOutcome.Unknown unknown:
                return new FactOutcome.Undecided(unknown.Reason);
            default:
                return null;
        }
    }
}
