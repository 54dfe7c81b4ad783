using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Evidence.Leaves;

namespace CustomerTiering.Tests.Events;

/// <summary>Events as the log would give them back.</summary>
internal static class Recorded
{
    private static readonly string Tenant = Guid.Empty.ToString();

    /// <summary>
    /// The event at a position that is its stream's version too, effective and recorded at one instant (1970, unless said otherwise).
    /// </summary>
    internal static RecordedEvent Event(
        int position, StreamId stream, string actor, EventType type, ReadOnlySpan<byte> data, Guid id = default, Guid? subject = null,
        DateTimeOffset? at = null)
    {
        var when = at ?? DateTimeOffset.UnixEpoch;
        var leaf = LeafDraft.Create(actor, null, null, data, when, id, type.Schema, stream.Value, Tenant, type.Name).Stamp(when);
        return new(position, stream, position, id, type.Name, type.Schema, subject, when, when, leaf.Bytes, leaf.Hash);
    }
}
