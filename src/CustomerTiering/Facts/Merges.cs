using CustomerTiering.Customers;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Http;

namespace CustomerTiering.Facts;

/// <summary>What a customer was merged with.</summary>
/// <param name="Into">The survivor into whom the customer was merged, or null.</param>
/// <param name="Duplicates">Those who were merged into the customer, in the order of the log.</param>
public sealed record Merges(Guid? Into, IReadOnlyList<Guid> Duplicates)
{
    private const string Suffix = "/merged";
    private const int IdBytes = 16;

    /// <summary>Of a customer who is none but itself.</summary>
    public static Merges None { get; } = new(null, []);

    /// <summary>All of them.</summary>
    internal IEnumerable<Guid> Others => Into is { } survivor ? Duplicates.Append(survivor) : Duplicates;

    /// <summary>The stored name of the event.</summary>
    internal static string Type { get; } = EventTypes.NameOf<CustomerMerged>();

    /// <summary>What is said to whoever names a duplicate where its survivor is to be named.</summary>
    internal static Problem Refusal(Guid survivor) =>
        Problem.Broken("customer-merged", $"This customer was merged into {survivor:D}; what is known of them is recorded there.");

    internal static string Key(Guid customer) => $"{customer:D}{Suffix}";

    internal static Guid CustomerOf(string key) => Guid.Parse(key.AsSpan(0, 36));

    internal static bool IsKey(string key) => key.Length == 36 + Suffix.Length && key.EndsWith(Suffix, StringComparison.Ordinal);

    internal Merges After(RecordedEvent recorded)
    {
        var merged = (CustomerMerged)EventSerializer.Read(recorded);
        return merged.Duplicate == recorded.Subject ? this with { Into = merged.Survivor } : this with { Duplicates = [.. Duplicates, merged.Duplicate] };
    }

    internal byte[] Write()
    {
        var stored = new byte[(Duplicates.Count + 1) * IdBytes];
        (Into ?? Guid.Empty).TryWriteBytes(stored, bigEndian: true, out _);
        for (var i = 0; i < Duplicates.Count; i++) Duplicates[i].TryWriteBytes(stored.AsSpan((i + 1) * IdBytes), bigEndian: true, out _);
        return stored;
    }

    internal static Merges Read(ReadOnlySpan<byte> stored)
    {
        if (stored.IsEmpty) return None;
        var ids = new Guid[stored.Length / IdBytes];
        for (var i = 0; i < ids.Length; i++) ids[i] = new(stored.Slice(i * IdBytes, IdBytes), bigEndian: true);
        return new(ids[0] == Guid.Empty ? null : ids[0], ids[1..]);
    }
}
