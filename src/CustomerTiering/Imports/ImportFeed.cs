using System.Threading.Channels;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Imports;

/// <summary>
/// Records planned facts in chunks. Appending one chunk, preparing the next and reading the one after run concurrently. Facts that refer to a missing
/// fact are retried at the end, by time, as long as a pass makes progress.
/// </summary>
internal sealed class ImportFeed(FactIntake intake, Intake how, ImportKind kind, ZoneRules? zone, ImportTally tally, Action progress)
{
    private const int ChunkFacts = 1_000;
    private const long ChunkBytes = 4_000_000;
    private static readonly HashSet<string> MayComeLater =
    [
        FactErrorCodes.UnknownPurchase, FactErrorCodes.UnknownComplaint, FactErrorCodes.UnknownAsking, FactErrorCodes.UnknownFact,
        FactErrorCodes.ComplaintNotOpen,
        FactErrorCodes.ComplaintOpen, FactErrorCodes.NotCancelled, FactErrorCodes.AlreadyCancelled,
    ];

    internal async Task RunAsync(Func<CancellationToken, IEnumerable<PlannedFact>> facts, CancellationToken cancel)
    {
        var later = new KeptFacts();
        try
        {
            await PassAsync(facts, later, cancel);
            while (later.Count > 0)
            {
                var (tried, before) = (later, tally.Accepted + tally.Duplicates);
                later = new();
                using (tried) await PassAsync(_ => Again(tried), later, cancel);
                if (tally.Accepted + tally.Duplicates > before) continue;
                using (var last = later)
                {
                    later = new();
                    await PassAsync(_ => Again(last), null, cancel);
                }
            }
        }
        finally
        {
            later.Dispose();
        }
    }

    private IEnumerable<PlannedFact> Again(KeptFacts kept)
    {
        foreach (var (lines, json) in kept.Sorted())
            if (PlannedFact.Read(json, lines, kind, zone, tally) is { } planned) yield return planned;
    }

    private async Task PassAsync(Func<CancellationToken, IEnumerable<PlannedFact>> facts, KeptFacts? later, CancellationToken cancel)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
        var chunks = Channel.CreateBounded<List<PlannedFact>>(1);
        var reading = Task.Run(() => ReadAsync(facts, chunks.Writer, stop.Token), CancellationToken.None);
        Task recording = Task.CompletedTask;
        try
        {
            await foreach (var chunk in chunks.Reader.ReadAllAsync(cancel))
            {
                var prepared = await intake.PrepareAsync(how, [.. chunk.Select(planned => planned.Fact)], cancel);
                await recording;
                recording = Task.Run(() => RecordAsync(chunk, prepared, later, cancel), CancellationToken.None);
            }
        }
        finally
        {
            await stop.CancelAsync();
            await Task.WhenAll(recording, reading);
        }
    }

    private static async Task ReadAsync(
        Func<CancellationToken, IEnumerable<PlannedFact>> facts, ChannelWriter<List<PlannedFact>> chunks, CancellationToken cancel)
    {
        Exception? failure = null;
        try
        {
            var (chunk, bytes) = (new List<PlannedFact>(), 0L);
            foreach (var planned in facts(cancel))
            {
                chunk.Add(planned);
                bytes += planned.Json.Length;
                if (chunk.Count < ChunkFacts && bytes < ChunkBytes) continue;
                await chunks.WriteAsync(chunk, cancel);
                (chunk, bytes) = ([], 0);
            }
            if (chunk.Count > 0) await chunks.WriteAsync(chunk, cancel);
        }
        catch (Exception caught)
        {
            failure = caught; // rethrown to the reader of the chunks
        }
        chunks.Complete(failure);
    }

    private async Task RecordAsync(List<PlannedFact> chunk, PreparedFacts prepared, KeptFacts? later, CancellationToken cancel)
    {
        var outcomes = await intake.RecordAsync(prepared, cancel);
        for (var i = 0; i < chunk.Count; i++) Count(chunk[i], outcomes[i], later);
        progress();
    }

    private void Count(PlannedFact planned, FactOutcome outcome, KeptFacts? later)
    {
        switch (outcome)
        {
            case FactOutcome.Accepted { Duplicate: true }:
                tally.Duplicates++;
                break;
            case FactOutcome.Accepted accepted:
                tally.Accepted++;
                tally.Events += accepted.Events;
                break;
            case FactOutcome.Rejected rejected when later is not null && rejected.Errors.All(error => MayComeLater.Contains(error.Code)):
                later.Add(planned.Fact.At, planned.Lines, planned.Json.Span);
                break;
            case FactOutcome.Rejected rejected:
                tally.Reject(planned.Lines, rejected.Errors);
                break;
            case FactOutcome.Undecided undecided:
                tally.Reject(planned.Lines, [new FieldError("$", "outcome-unknown", undecided.Reason)]);
                break;
            default:
                throw new InvalidOperationException($"A fact without an idempotency key came to {outcome.GetType().Name}.");
        }
    }
}
