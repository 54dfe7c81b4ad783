using System.Text.Json;
using CustomerTiering.EventLog.Projections;

namespace CustomerTiering.Policies;

/// <summary>Every standard with all its versions.</summary>
public sealed class StandardsProjection() : Projection<StandardState>(ProjectionName, "standard")
{
    public const string ProjectionName = "standards";

    public override IReadOnlySet<string> Types { get; } = new HashSet<string>
    {
        EventTypes.NameOf<StandardDrafted>(), EventTypes.NameOf<StandardRevised>(), EventTypes.NameOf<StandardSubmitted>(),
        EventTypes.NameOf<StandardApproved>(), EventTypes.NameOf<StandardRejected>(), EventTypes.NameOf<StandardPutInForce>(),
        EventTypes.NameOf<StandardRetired>(), EventTypes.NameOf<ApprovalLapsed>(),
    };

    public override IEnumerable<string> Keys(RecordedEvent recorded) => [KeyOf(recorded.Stream.Value)];

    public override StandardState Apply(string key, StandardState? view, RecordedEvent recorded) =>
        StandardState.Apply(view, EventSerializer.Read(recorded), recorded);

    public override ReadOnlyMemory<byte> Write(StandardState view) => JsonSerializer.SerializeToUtf8Bytes(view, EventJson.Options);

    public override StandardState Read(ReadOnlyMemory<byte> stored) => JsonSerializer.Deserialize<StandardState>(stored.Span, EventJson.Options)!;

    private static string KeyOf(string stream) => stream.Split('/', 2) switch
    {
        ["policy", var ladder] => $"{StandardKind.TierPolicy.Route}/{ladder}",
        ["service-plan", var code] => $"{StandardKind.ServicePlan.Route}/{code}",
        ["segment-standard", var code] => $"{StandardKind.Segment.Route}/{code}",
        _ => $"{StandardKind.Lifecycle.Route}/lifecycle",
    };
}
