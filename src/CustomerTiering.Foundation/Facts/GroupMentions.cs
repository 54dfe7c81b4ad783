using CustomerTiering.EventLog.Read;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts;

/// <summary>The customers who ever stated a company group, in order of first mention. Their facts tell who belongs to it on a given day.</summary>
public sealed record GroupMentions(IReadOnlyList<Guid> Customers)
{
    private const string Prefix = "group/";
    private const int IdBytes = 16;

    internal static string Key(string group) => Prefix + group;

    internal static bool IsKey(string key) => key.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>The group stated by the event, or null.</summary>
    internal static string? In(RecordedEvent recorded) =>
        FactEvents.KindOf(recorded.Type) is FactKind.Customer or FactKind.Correction ? Of(FactEvents.Of(recorded)) : null;

    /// <summary>The group stated by the fact, or null.</summary>
    internal static string? Of(Fact fact) => ((fact as Correction)?.Replacement ?? fact) is CustomerDescription described ? described.Group : null;

    internal GroupMentions After(RecordedEvent recorded) =>
        recorded.Subject!.Value is var customer && Customers.Contains(customer) ? this : new([.. Customers, customer]);

    internal byte[] Write()
    {
        var stored = new byte[Customers.Count * IdBytes];
        for (var i = 0; i < Customers.Count; i++) Customers[i].TryWriteBytes(stored.AsSpan(i * IdBytes), bigEndian: true, out _);
        return stored;
    }

    internal static GroupMentions Read(ReadOnlySpan<byte> stored)
    {
        var customers = new Guid[stored.Length / IdBytes];
        for (var i = 0; i < customers.Length; i++) customers[i] = new(stored.Slice(i * IdBytes, IdBytes), bigEndian: true);
        return new(customers);
    }
}
