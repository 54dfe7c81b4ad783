using System.Text.Json;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;

namespace CustomerTiering.ServicePlans;

/// <summary>Every service plan with all its versions: key <c>&lt;code&gt;</c>.</summary>
public sealed class ServicePlansProjection() : Projection<ServicePlanState>(ProjectionName, "service_plan")
{
    public const string ProjectionName = "service-plans";

    public override IReadOnlySet<string> Types { get; } =
        new HashSet<string> { EventTypes.NameOf<ServicePlanPublished>(), EventTypes.NameOf<ServicePlanRetired>() };

    public override IEnumerable<string> Keys(RecordedEvent recorded) => [recorded.Stream.Value[ServicePlanState.Prefix.Length..]];

    public override ServicePlanState Apply(string key, ServicePlanState? view, RecordedEvent recorded) =>
        ServicePlanState.Apply(view, EventSerializer.Read(recorded), recorded);

    public override ReadOnlyMemory<byte> Write(ServicePlanState view) => JsonSerializer.SerializeToUtf8Bytes(view, EventJson.Options);

    public override ServicePlanState Read(ReadOnlyMemory<byte> stored) => JsonSerializer.Deserialize<ServicePlanState>(stored.Span, EventJson.Options)!;
}
