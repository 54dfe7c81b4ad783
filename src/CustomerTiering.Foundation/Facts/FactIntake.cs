using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Append;
using CustomerTiering.Events;
using CustomerTiering.Http.Contract;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts;

/// <summary>Under what name and how facts come in.</summary>
/// <param name="Actor">Who brings them.</param>
/// <param name="Source">The name of their source: with kind and id it identifies a fact.</param>
/// <param name="Cause">What stands as their cause: <see cref="Imported"/> for facts that call for no evaluation at once. Null for none.</param>
/// <param name="Correlation">The import or request they belong to, or null.</param>
public sealed record Intake(TenantId Tenant, string Actor, string Source, string? Cause = null, string? Correlation = null)
{
    /// <summary>The cause of facts that were imported without being assessed.</summary>
    public const string Imported = "import";
}

/// <summary>Facts made ready for the log.</summary>
/// <param name="Intake">How they come in.</param>
/// <param name="Prepared">The same, ready or refused.</param>
public sealed record PreparedFacts(Intake Intake, IReadOnlyList<SourceFact> Facts, IReadOnlyList<PreparedFact> Prepared);

/// <summary>
/// The one way by which facts enter the log, from a request, a stream of lines or a file. It finds the customers (an unknown one is registered),
/// holds each fact against what the log knows of its purchase or complaint, and appends.
/// </summary>
public sealed class FactIntake(LogWriter writer, IntakePreparation preparation)
{
    private static FactOutcome Contended => new FactOutcome.Undecided(Contention.Problem.Detail);

    /// <summary>Records one fact, together with the caller's idempotency key.</summary>
    public async Task<FactOutcome> RecordAsync(Intake intake, SourceFact fact, CommandKey? key, Func<Guid, Guid, byte[]> outcome, CancellationToken cancel) =>
        await Contention.SettleAsync(async () =>
        {
            var prepared = (await preparation.PrepareAsync(intake, [fact], cancel))[0];
            if (prepared.Request is not { } request) return prepared.Outcome;
            if (key is not null) request = request with { Idempotency = key.With(outcome(prepared.Id, prepared.Customer)) };
            var result = Outcome(prepared, await writer.AppendAsync(request, cancel));
            if (result is null) preparation.Forget(intake.Tenant, prepared.Customer);
            return result;
        }) ?? Contended;

    /// <summary>Records many facts in one transaction for each round; one that breaks a rule holds up no other.</summary>
    /// <returns>What became of each, in their order.</returns>
    public async Task<IReadOnlyList<FactOutcome>> RecordAsync(Intake intake, IReadOnlyList<SourceFact> facts, CancellationToken cancel)
    {
        var outcomes = new List<FactOutcome>(facts.Count);
        foreach (var part in Parts(facts)) outcomes.AddRange(await RecordAsync(await PrepareAsync(intake, part, cancel), cancel));
        return outcomes;
    }

    /// <summary>A correction is prepared from what it corrects, which must be in the log by then: it begins a part of its own where that comes with it.</summary>
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

    /// <summary>The longer half of recording many facts: it can be done for the next ones while those before are appended.</summary>
    public async Task<PreparedFacts> PrepareAsync(Intake intake, IReadOnlyList<SourceFact> facts, CancellationToken cancel) =>
        new(intake, facts, await preparation.PrepareAsync(intake, facts, cancel));

    /// <summary>Records facts that were prepared; those to which others wrote meanwhile are prepared again.</summary>
    /// <returns>What became of each, in their order.</returns>
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

    /// <summary>What the log's answer means for the fact; null where it must be prepared and tried again.</summary>
    private FactOutcome? Outcome(PreparedFact prepared, AppendOutcome outcome)
    {
        switch (outcome)
        {
            case AppendOutcome.Appended appended:
                preparation.Registered(prepared.Request!.Tenant, prepared.Customer);
                return new FactOutcome.Accepted(prepared.Id, prepared.Customer, appended.LastPosition, Duplicate: false, appended.Count);
            case AppendOutcome.Duplicate registration when registration.Id != prepared.Id:
                return null; // somebody registered the customer meanwhile; of the fact itself nothing is said yet
            case AppendOutcome.Duplicate duplicate:
                return new FactOutcome.Accepted(prepared.Id, prepared.Customer, duplicate.Position, Duplicate: true, 0);
            case AppendOutcome.IdReused:
                return new FactOutcome.Rejected("$.id", FactErrorCodes.FactIdReused, "The source has a different fact with this kind and id; send a correction to change it.");
            case AppendOutcome.TooLarge large:
                return new FactOutcome.Rejected("$", FactErrorCodes.EventTooLarge, $"The event of the fact has {large.Bytes} bytes; the maximum is {Evidence.Leaves.Leaf.MaxBytes}.");
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
