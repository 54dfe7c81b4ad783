using System.Buffers;
using System.Buffers.Binary;
using System.Globalization;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Evidence.Leaves;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Facts;

/// <summary>
/// Every customer's facts as compact entries in log order, one row per customer and UTC year, so that the cost of a new fact does not grow with
/// history. Live and rebuilt rows have the same bytes, since both only append entries. Further rows hold the digest of all the customer's facts
/// (<see cref="FactsHead"/>), the referrals of each referred customer, the merges of each merged customer, and the customers of each company group.
/// They share one checkpoint, so rows read together are consistent.
/// </summary>
public sealed class CustomerFactsProjection() : Projection<FactsView>(ProjectionName, "customer_facts")
{
    public const string ProjectionName = "customer-facts";

    public override IReadOnlySet<string> Types { get; } = new HashSet<string>([.. FactEvents.Types, .. Merges.Types]);

    public override bool Binary => true;

    public override IEnumerable<string> Keys(RecordedEvent recorded)
    {
        var customer = recorded.Subject!.Value.ToString("D");
        if (Merges.Types.Contains(recorded.Type))
        {
            yield return Merges.Key(recorded.Subject!.Value);
            yield break;
        }
        yield return customer;
        yield return string.Create(CultureInfo.InvariantCulture, $"{customer}/{recorded.Effective.Year:D4}");
        foreach (var referred in Referrals.In(recorded)) yield return Referrals.Key(referred);
        if (GroupMentions.In(recorded) is { } group) yield return GroupMentions.Key(group);
    }

    public override FactsView Apply(string key, FactsView? view, RecordedEvent recorded)
    {
        view ??= new FactsView();
        if (Referrals.IsKey(key)) view.Set(Referrals.Stored(view.Bytes.WrittenSpan).After(Referrals.Referred(key), recorded).Write());
        else if (Merges.IsKey(key)) view.Set(Merges.Read(view.Bytes.WrittenSpan).After(recorded).Write());
        else if (GroupMentions.IsKey(key)) view.Set(GroupMentions.Read(view.Bytes.WrittenSpan).After(recorded).Write());
        else if (IsHead(key))
            view.Set(FactsHead.After(view.Bytes.WrittenSpan, recorded.Position, recorded.LeafHash.Span, stackalloc byte[FactsHead.Bytes]));
        else FactCodec.Write(FactEvents.Of(recorded), view.Bytes);
        return view;
    }

    public override ReadOnlyMemory<byte> Write(FactsView view) => view.Bytes.WrittenMemory;

    public override FactsView Read(ReadOnlyMemory<byte> stored) => new(stored.Span);

    public override int Size(FactsView view) => view.Bytes.Capacity + 64;

    internal static bool IsHead(string key) => key.Length == 36 && !GroupMentions.IsKey(key);
}

/// <summary>The growable bytes of one row.</summary>
public sealed class FactsView
{
    internal FactsView() => Bytes = new(64);

    internal FactsView(ReadOnlySpan<byte> stored)
    {
        Bytes = new(stored.Length + 64);
        Bytes.Write(stored);
    }

    internal ArrayBufferWriter<byte> Bytes { get; }

    internal void Set(ReadOnlySpan<byte> bytes)
    {
        Bytes.ResetWrittenCount();
        Bytes.Write(bytes);
    }
}

/// <summary>The extent of the known facts of a customer.</summary>
/// <param name="Position">The position of the customer's last fact; 0 for none.</param>
/// <param name="Digest">A SHA-256 chain over the leaf hashes of the customer's fact events in log order.</param>
public readonly record struct FactsHead(long Position, ReadOnlyMemory<byte> Digest)
{
    /// <summary>The length of the stored form: position and digest.</summary>
    internal const int Bytes = sizeof(long) + FactsDigest.Bytes;

    public static FactsHead None { get; } = new(0, FactsDigest.Empty());

    internal static FactsHead Read(ReadOnlySpan<byte> stored) => stored.IsEmpty
        ? None
        : new(BinaryPrimitives.ReadInt64BigEndian(stored), stored[8..].ToArray());

    /// <summary>Writes the stored form after one more fact into <paramref name="next"/>.</summary>
    internal static ReadOnlySpan<byte> After(ReadOnlySpan<byte> stored, long position, ReadOnlySpan<byte> leafHash, Span<byte> next)
    {
        next.Clear();
        stored.CopyTo(next);
        BinaryPrimitives.WriteInt64BigEndian(next, position);
        FactsDigest.Advance(next[sizeof(long)..], leafHash);
        return next;
    }
}
