namespace CustomerTiering.Activity;

/// <summary>A fact as recorded, with its corrections.</summary>
/// <param name="Fact">The original fact. A correction's body is complete, so the last correction applies.</param>
/// <param name="Corrections">In the order of recording.</param>
public sealed record FactDetails(ReadableEvent Fact, IReadOnlyList<ReadableEvent> Corrections);

public static class ReadFact
{
    internal static void Map(RouteGroupBuilder group) => group
        .MapGet("/facts/{id:guid}", async Task<Results<Read<FactDetails>, ProblemHttpResult>> (
            Guid id, Caller caller, LogReader reader, ReadableEvents readable, CancellationToken cancel) =>
        {
            var head = await reader.HeadAsync(caller.Tenant, cancel);
            var fact = await reader.FindAsync(caller.Tenant, id, cancel);
            if (fact is null || !FactEvents.Types.Contains(fact.Type)) return Problem.NotFound("fact").ToResult();
            var stream = FactStreams.IsGuarded(fact.Stream) ? fact.Stream : FactStreams.Corrections(id);
            var corrections = (await reader.StreamAsync(caller.Tenant, stream, cancellation: cancel))
                .Where(one => one.Id != id && EventSerializer.Read(one) is FactCorrected correction && correction.Of == id);
            var read = await readable.ReadAsync(caller, [fact, .. corrections], cancel);
            return new Read<FactDetails>(new(read[0], [.. read.Skip(1)]), head.Position);
        })
        .WithSummary("Get a fact with its corrections").RequireAnyRole();
}
