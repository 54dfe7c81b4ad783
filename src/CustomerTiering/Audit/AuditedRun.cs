using System.Text.Json.Nodes;
using CustomerTiering.EventLog.Work;

namespace CustomerTiering.Audit;

/// <summary>A run as a reviewer sees it.</summary>
/// <param name="Id">The run; its events have <c>run/&lt;id&gt;</c> as their correlation.</param>
/// <param name="Kind">What was done.</param>
/// <param name="State">running, done, failed or cancelled.</param>
/// <param name="Asked">What was asked for: the days, the ladder, and by which actor.</param>
/// <param name="Created">When it was asked for.</param>
/// <param name="Ended">When it ended; nothing while it runs.</param>
/// <param name="Chunks">How many pieces it has.</param>
/// <param name="ChunksDone">How many of them are done.</param>
/// <param name="ChunksFailed">How many failed for good.</param>
/// <param name="Result">What came out; nothing until it is done.</param>
public sealed record AuditedRun(
    Guid Id, string Kind, RunState State, JsonNode? Asked, DateTimeOffset Created, DateTimeOffset? Ended, int Chunks, int ChunksDone, int ChunksFailed,
    JsonNode? Result)
{
    internal static AuditedRun Of(RunProgress run) => new(
        run.Id, run.Kind, run.State, JsonNode.Parse(run.Parameters.Span), run.Created, run.Ended, run.Chunks, run.ChunksDone, run.ChunksFailed,
        run.Result is { } result ? JsonNode.Parse(result.Span) : null);
}
