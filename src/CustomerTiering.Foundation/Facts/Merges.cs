using CustomerTiering.EventLog.Read;
using CustomerTiering.Events;
using CustomerTiering.Http;
using CustomerTiering.Persons;

namespace CustomerTiering.Facts;

/// <summary>The merges of a customer.</summary>
/// <param name="Into">The survivor the customer was merged into, or null.</param>
/// <param name="Duplicates">The customers merged into this one, in log order.</param>
/// <param name="Apart">
/// The last event that separated the customer from another, or null. Later decisions depend on it, even with the same facts.
/// </param>
public sealed record Merges(Guid? Into, IReadOnlyList<Guid> Duplicates, Guid? Apart = null)
{
    private const string Suffix = "/merged";
    private const int IdBytes = 16;

    public static Merges None { get; } = new(null, []);

    internal IEnumerable<Guid> Others => Into is { } survivor ? Duplicates.Append(survivor) : Duplicates;

    /// <summary>The stored names of the merge and separation events.</summary>
    public static IReadOnlySet<string> Types { get; } =
        new HashSet<string> { EventTypes.NameOf<CustomerMerged>(), EventTypes.NameOf<CustomersSeparated>() };

    /// <summary>The duplicate of a merge or separation event.</summary>
    public static Guid DuplicateOf(RecordedEvent recorded) => Parts(recorded).Duplicate;

    /// <summary>Whether the event is a merge, not a separation.</summary>
    public static bool Joins(RecordedEvent recorded) => recorded.Type == EventTypes.NameOf<CustomerMerged>();

    /// <summary>The survivor and the duplicate of a merge or separation event.</summary>
    public static (Guid Survivor, Guid Duplicate) Parts(RecordedEvent recorded) => EventSerializer.Read(recorded) switch
    {
        CustomerMerged merged => (merged.Survivor, merged.Duplicate),
        CustomersSeparated separated => (separated.Survivor, separated.Duplicate),
        var other => throw new InvalidDataException($"{other.GetType().Name} merges nobody."),
    };

    /// <summary>The answer to a request that names a duplicate instead of its survivor.</summary>
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
            duplicate == recorded.Subject ? isJoined ? survivor : null : Into,
            duplicate == recorded.Subject ? Duplicates : isJoined ? [.. others, duplicate] : [.. others],
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
