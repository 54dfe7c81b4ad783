using System.Text.Json;
using CustomerTiering.EventLog.Projections;

namespace CustomerTiering.Appeals;

/// <summary>Every appeal. Key: <c>&lt;appeal&gt;</c>.</summary>
public sealed class AppealsProjection() : Projection<AppealState>(ProjectionName, "appeal")
{
    public const string ProjectionName = "appeals";

    public override IReadOnlySet<string> Types { get; } = new HashSet<string>
    {
        EventTypes.NameOf<AppealFiled>(), EventTypes.NameOf<AppealTakenUp>(), EventTypes.NameOf<AppealUpheld>(), EventTypes.NameOf<AppealDismissed>(),
        EventTypes.NameOf<AppealClosed>(), EventTypes.NameOf<AppealDeadlineMissed>(),
    };

    public override IEnumerable<string> Keys(RecordedEvent recorded) => [AppealState.KeyOf(recorded.Stream)];

    public override AppealState Apply(string key, AppealState? view, RecordedEvent recorded) =>
        AppealState.Apply(view, EventSerializer.Read(recorded), recorded);

    public override ReadOnlyMemory<byte> Write(AppealState view) => JsonSerializer.SerializeToUtf8Bytes(view, EventJson.Options);

    public override AppealState Read(ReadOnlyMemory<byte> stored) => JsonSerializer.Deserialize<AppealState>(stored.Span, EventJson.Options)!;
}
