using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Http;
using CustomerTiering.Persons;

namespace CustomerTiering.Facts;

/// <summary>What a customer was merged with.</summary>
/// <param name="Into">The survivor into whom the customer was merged, or null.</param>
/// <param name="Duplicates">Those who were merged into the customer, in the order of the log.</param>
/// <param name="Apart">The last event by which the customer was separated from another, or null: what is decided since rests on it, though on no other facts than before.</param>
public sealed record Merges(Guid? Into, IReadOnlyList<Guid> Duplicates, Guid? Apart = null)
{
    private const string Suffix = "/merged";
    private const int IdBytes = 16;

    /// <summary>Of a customer who is none but itself.</summary>
    public static Merges None { get; } = new(null, []);

    /// <summary>All of them.</summary>
    internal IEnumerable<Guid> Others => Into is { } survivor ? Duplicates.Append(survivor) : Duplicates;

    /// <summary>The stored names of the events by which two customers become one, and two again.</summary>
    public static IReadOnlySet<string> Types { get; } = new HashSet<string> { EventTypes.NameOf<CustomerMerged>(), EventTypes.NameOf<CustomersSeparated>() };

    /// <summary>The duplicate that such an event is about.</summary>
    public static Guid DuplicateOf(RecordedEvent recorded) => Parts(recorded).Duplicate;

    /// <summary>Whether such an event makes one of the two.</summary>
    public static bool Joins(RecordedEvent recorded) => recorded.Type == EventTypes.NameOf<CustomerMerged>();

    /// <summary>The survivor and the duplicate of such an event.</summary>
    public static (Guid Survivor, Guid Duplicate) Parts(RecordedEvent recorded) => EventSerializer.Read(recorded) switch
    {
        CustomerMerged merged => (merged.Survivor, merged.Duplicate),
        CustomersSeparated separated => (separated.Survivor, separated.Duplicate),
        var other => throw new InvalidDataException($"{other.GetType().Name} merges nobody."),
    };

    /// <summary>What is said to whoever names a duplicate where its survivor is to be named.</summary>
    public static Problem Refusal(Guid survivor) =>
        Problem.Broken("customer-merged", $"This customer was merged into {survivor:D}; use that customer.");

    internal static string Key(Guid customer) => $"{customer:D}{Suffix}";

    internal static Guid CustomerOf(string key) => Guid.Parse(key.AsSpan(0, 36));

    internal static bool IsKey(string key) => key.Length == 36 + Suffix.Length && key.EndsWith(Suffix, StringComparison.Ordinal);

    public Merges After(RecordedEvent recorded)
    {
        var (survivor, duplicate) = Parts(recorded);
        var (isJoined, others) = (Joins(recorded), Duplicates.Where(one => one != duplicate));
        return new(
            duplicate == recorded.Subject ? isJoined ? survivor : null : Into, duplicate == recorded.Subject ? Duplicates : isJoined ? [.. others, duplicate] : [.. others],
            isJoined ? Apart : recorded.Id);
    }

    internal byte[] Write()
    {
        Guid[] ids = [Into ?? Guid.Empty, Apart ?? Guid.Empty, .. Duplicates];
        var stored = new byte[ids.Length * IdBytes];
        for (var i = 0; i < ids.Length; i++) ids[i].TryWriteBytes(stored.AsSpan(i * IdBytes), bigEndian: true, out _);
        return stored;
    }

    internal static Merges Read(ReadOnlySpan<byte> stored)
    {
        if (stored.IsEmpty) return None;
        var ids = new Guid[stored.Length / IdBytes];
        for (var i = 0; i < ids.Length; i++) ids[i] = new(stored.Slice(i * IdBytes, IdBytes), bigEndian: true);
        return new(Known(ids[0]), ids[2..], Known(ids[1]));

        static Guid? Known(Guid id) => id == Guid.Empty ? null : id;
    }
}
