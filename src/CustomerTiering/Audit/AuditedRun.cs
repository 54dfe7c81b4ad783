using System.Text.Json.Nodes;
using CustomerTiering.EventLog.Work;

namespace CustomerTiering.Audit;

/// <summary>A run as shown to auditors.</summary>
/// <param name="Id">The run's id. The correlation id of its events is <c>run/&lt;id&gt;</c>.</param>
/// <param name="State">running, done, failed or cancelled.</param>
/// <param name="Asked">The request: the days, the ladder and the actor.</param>
/// <param name="Created">When it was requested.</param>
/// <param name="Ended">When it ended; absent while it runs.</param>
/// <param name="Chunks">Number of chunks.</param>
/// <param name="ChunksFailed">Number of chunks that failed permanently.</param>
/// <param name="Result">Absent until it is done.</param>
public sealed record AuditedRun(
    Guid Id, string Kind, RunState State, JsonNode? Asked, DateTimeOffset Created, DateTimeOffset? Ended, int Chunks, int ChunksDone,
    int ChunksFailed,
    JsonNode? Result)
{
    internal static AuditedRun Of(RunProgress run) => new(
        run.Id, run.Kind, run.State, JsonNode.Parse(run.Parameters.Span), run.Created, run.Ended, run.Chunks, run.ChunksDone, run.ChunksFailed,
        run.Result is { } result ? JsonNode.Parse(result.Span) : null);
}
