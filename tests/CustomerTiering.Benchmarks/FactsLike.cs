using System.Buffers.Binary;
using System.Text.Json;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;

namespace CustomerTiering.Benchmarks;

/// <summary>Bytes that grow at their end.</summary>
internal sealed class Entries(byte[] bytes, int length)
{
    internal int Capacity => bytes.Length;

    internal ReadOnlyMemory<byte> Written => bytes.AsMemory(0, length);

    internal Span<byte> Append(int count)
    {
        if (length + count > bytes.Length) Array.Resize(ref bytes, Math.Max(length + count, bytes.Length * 2));
        length += count;
        return bytes.AsSpan(length - count, count);
    }
}

/// <summary>A read model of the shape of the customer facts: one entry a purchase, in one row a customer and year.</summary>
internal sealed class FactsLike() : Projection<Entries>("facts-like", "facts_like")
{
    public override bool Binary => true;

    public override IReadOnlySet<string> Types { get; } = new HashSet<string> { "PurchaseMade" };

    public override IEnumerable<string> Keys(RecordedEvent recorded) => [$"{recorded.Subject}/{recorded.Effective.Year}"];

    public override Entries Apply(string key, Entries? view, RecordedEvent recorded)
    {
        var amount = Amount(recorded);
        view ??= new(new byte[128], 0);
        var entry = view.Append(33 + amount.Length);
        BinaryPrimitives.WriteInt64LittleEndian(entry, recorded.Position);
        BinaryPrimitives.WriteInt64LittleEndian(entry[8..], recorded.Effective.UtcTicks);
        recorded.Id.TryWriteBytes(entry[16..]);
        entry[32] = (byte)amount.Length;
        for (var i = 0; i < amount.Length; i++) entry[33 + i] = (byte)amount[i];
        return view;
    }

    public override ReadOnlyMemory<byte> Write(Entries view) => view.Written;

    public override Entries Read(ReadOnlyMemory<byte> stored) => new(stored.ToArray(), stored.Length);

    public override int Size(Entries view) => 64 + view.Capacity;

    internal static string Amount(RecordedEvent recorded)
    {
        var reader = new Utf8JsonReader(recorded.Data.Span);
        reader.Read();
        var amount = "";
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var wanted = reader.ValueTextEquals("amount"u8);
            reader.Read();
            if (wanted) amount = reader.GetString()!;
            else reader.Skip();
        }
        return amount;
    }
}
