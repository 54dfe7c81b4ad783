using System.Text.Json;
using CustomerTiering.EventLog.Projections;

namespace CustomerTiering.Lifecycle;

/// <summary>The first day of a stage.</summary>
/// <param name="From">First day, inclusive, in the lifecycle's zone.</param>
public sealed record StageSpan(DateOnly From, string Stage);

/// <summary>A customer's current stage with its history.</summary>
/// <param name="Entered">First day of the current stage.</param>
/// <param name="Last">The event that entered the current stage.</param>
/// <param name="Lifecycle">The lifecycle version that judged it.</param>
/// <param name="Spans">Every change in order; of several on one day, the last applies.</param>
/// <param name="Position">Position of the last event.</param>
/// <param name="Version">Version of the stream.</param>
public sealed record StageView(
    Guid Customer, string Stage, string? Previous, DateOnly Entered, Guid Last, JudgedBy Lifecycle, IReadOnlyList<StageSpan> Spans, long Position,
    int Version);

/// <summary>Every customer's stage. Key: <c>&lt;customer&gt;</c>.</summary>
public sealed class StagesProjection() : Projection<StageView>(ProjectionName, "customer_stage")
{
    public const string ProjectionName = "stages";

    public override IReadOnlySet<string> Types { get; } = new HashSet<string> { EventTypes.NameOf<StageEntered>() };

    public override IEnumerable<string> Keys(RecordedEvent recorded) => [recorded.Subject!.Value.ToString("D")];

    public override StageView Apply(string key, StageView? view, RecordedEvent recorded)
    {
        var entered = (StageEntered)EventSerializer.Read(recorded);
        return new(
            entered.Customer, entered.To, entered.From, entered.AsOf, recorded.Id, entered.Lifecycle,
            [.. view?.Spans ?? [], new(entered.AsOf, entered.To)],
            recorded.Position, recorded.Version);
    }

    public override ReadOnlyMemory<byte> Write(StageView view) => JsonSerializer.SerializeToUtf8Bytes(view, EventJson.Options);

    public override StageView Read(ReadOnlyMemory<byte> stored) => JsonSerializer.Deserialize<StageView>(stored.Span, EventJson.Options)!;
}
