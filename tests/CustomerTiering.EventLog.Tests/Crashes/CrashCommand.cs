using System.Text;
using CustomerTiering.EventLog.Append;

namespace CustomerTiering.EventLog.Tests.Crashes;

/// <summary>
/// A command that follows wholly from its id, so that whoever repeats it, in another process too, sends the same events: one to three purchases
/// of one of forty customers, and for every second command an expected version of the customer's stream.
/// </summary>
internal readonly record struct CrashCommand(Guid Id)
{
    internal int Events => 1 + Id.ToByteArray()[0] % 3;

    internal StreamId Stream => new($"customer/{Customer}");

    internal bool ExpectsVersion => Id.ToByteArray()[2] % 2 == 0;

    private Guid Customer => new(Id.ToByteArray()[1] % 40 + 1, 0, 0, new byte[8]);

    internal AppendRequest Request(TenantId tenant, int? version)
    {
        var (id, customer) = (Id, Customer);
        NewEvent[] events =
            [.. Enumerable.Range(0, Events).Select(i => Given.Event(EventId(id, i), subject: customer, data: $$"""{"command":"{{id}}"}"""))];
        return Given.Request(tenant, new StreamAppend(Stream, version, events));
    }

    internal Guid FirstEvent => EventId(Id, 0);

    internal static CrashCommand Of(ReadOnlyMemory<byte> data) => new(Guid.Parse(Encoding.UTF8.GetString(data.Span).Split('"')[3]));

    private static Guid EventId(Guid command, int number)
    {
        var bytes = command.ToByteArray();
        bytes[15] ^= (byte)(number + 1);
        return new(bytes);
    }
}
