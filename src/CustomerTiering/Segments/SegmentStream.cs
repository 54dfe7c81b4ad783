using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Lifecycle;
using CustomerTiering.Rules.Segments;

namespace CustomerTiering.Segments;

/// <summary>The stream <c>segment/&lt;customer&gt;/&lt;segment&gt;</c>: entries and leavings by turns, as stages of a life in which one is a member or not.</summary>
internal static class SegmentStream
{
    private const string Prefix = "segment/";
    private const int CustomerLength = 36;

    /// <summary>Of a customer of whom nothing is recorded.</summary>
    internal static StageState None { get; } = StageState.None with { Stage = CompiledSegment.Out };

    internal static StreamId Of(Guid customer, string segment) => new(Prefix + Key(customer, segment));

    /// <summary>Customer and segment in one text, by which timers are known.</summary>
    internal static string Key(Guid customer, string segment) => $"{customer:D}/{segment}";

    internal static (Guid Customer, string Segment) Parts(string key) => (Guid.ParseExact(key.AsSpan(0, CustomerLength), "D"), key[(CustomerLength + 1)..]);

    internal static (Guid Customer, string Segment) Parts(StreamId stream) => Parts(stream.Value[Prefix.Length..]);

    internal static StageState Apply(StageState state, RecordedEvent recorded) => EventSerializer.Read(recorded) switch
    {
        SegmentEntered e => state.After(CompiledSegment.In, e.AsOf, recorded.Id),
        SegmentLeft e => state.After(CompiledSegment.Out, e.AsOf, recorded.Id),
        var body => throw new InvalidDataException($"{body.GetType().Name} is not an event of a customer's segment."),
    };
}
