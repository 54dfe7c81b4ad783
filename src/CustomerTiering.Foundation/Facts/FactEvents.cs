using System.Collections.Frozen;
using System.Globalization;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Facts.Kinds;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Facts;

/// <summary>Maps events to the facts they state. Sealed members are never opened here.</summary>
public static class FactEvents
{
    /// <summary>The stored names of all events that state a fact.</summary>
    public static FrozenSet<string> Types => LoggedKinds.Types;

    /// <summary>The kind of fact stated by an event type, or null.</summary>
    public static FactKind? KindOf(string type) => LoggedKinds.KindOf(type);

    /// <summary>The fact of a recorded event; its id is the event's.</summary>
    public static Fact Of(RecordedEvent recorded) =>
        Of(recorded.Id, Instant.Of(recorded.Effective), EventSerializer.ReadImpersonal(recorded), recorded.Position);

    /// <summary>The fact of an event's body. <paramref name="recorded"/> is the event's position, or 0 before it has one.</summary>
    public static Fact Of(Guid id, Instant at, object body, long recorded = 0) =>
        LoggedKinds.OfBody(body).Fact(new(id.ToString("D", CultureInfo.InvariantCulture), at, recorded), body);
}
