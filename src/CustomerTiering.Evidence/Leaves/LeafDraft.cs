using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using CustomerTiering.Evidence.Json;

namespace CustomerTiering.Evidence.Leaves;

/// <summary>
/// A leaf that lacks only its recorded time. The caller's thread prepares it; the writer of the log stamps it, and stamps it again when the
/// clock stood behind the log. Immutable: each stamp is a leaf of its own.
/// </summary>
public sealed class LeafDraft
{
    private readonly byte[] _template; // 0x00, the leaf with a gap for the time
    private readonly int _gap;

    private LeafDraft(byte[] template, int gap) => (_template, _gap) = (template, gap);

    /// <summary>How many bytes the leaf has, stamped or not; the log refuses more than <see cref="Leaf.MaxBytes"/>.</summary>
    public int Length => _template.Length - 1;

    /// <summary>Prepares a leaf.</summary>
    /// <param name="actor">Who does it: a stable subject id, never a name.</param>
    /// <param name="cause">What led to it, or null.</param>
    /// <param name="correlation">What it belongs to, or null.</param>
    /// <param name="data">The body: an object as canonical JSON. The caller answers for that; <see cref="LeafContent.TryParse"/> tells.</param>
    /// <param name="effective">When what it tells happened or holds from; finer than a microsecond is cut off.</param>
    /// <param name="id">The event's id.</param>
    /// <param name="schema">The version of the body's shape, from 1.</param>
    /// <param name="stream">The stream's name.</param>
    /// <param name="tenant">The tenant's id as text.</param>
    /// <param name="type">The stored name of the event's type.</param>
    /// <exception cref="ArgumentException">A text is empty, or the body no object.</exception>
    /// <exception cref="CanonicalException">A text holds half of a surrogate pair.</exception>
    public static LeafDraft Create(
        string actor, string? cause, string? correlation, ReadOnlySpan<byte> data, DateTimeOffset effective, Guid id, int schema, string stream,
        string tenant, string type)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(schema, 1);
        ArgumentException.ThrowIfNullOrEmpty(actor);
        if (cause is not null) ArgumentException.ThrowIfNullOrEmpty(cause);
        if (correlation is not null) ArgumentException.ThrowIfNullOrEmpty(correlation);
        ArgumentException.ThrowIfNullOrEmpty(stream);
        ArgumentException.ThrowIfNullOrEmpty(tenant);
        ArgumentException.ThrowIfNullOrEmpty(type);
        if (data is not [(byte)'{', .., (byte)'}']) throw new ArgumentException("The body of an event is a JSON object.", nameof(data));
        var output = new ArrayBufferWriter<byte>(data.Length + 512);
        output.Write("\0{\"actor\":"u8);
        CanonicalString.Write(output, actor);
        if (cause is not null) Member(output, ",\"cause\":"u8, cause);
        if (correlation is not null) Member(output, ",\"corr\":"u8, correlation);
        output.Write(",\"data\":"u8);
        output.Write(data);
        output.Write(",\"effective\":\""u8);
        LeafTime.Write(output.GetSpan(LeafTime.Bytes), effective);
        output.Advance(LeafTime.Bytes);
        output.Write("\",\"id\":\""u8);
        id.TryFormat(output.GetSpan(36), out var written, "D");
        output.Advance(written);
        output.Write("\",\"recorded\":\""u8);
        var gap = output.WrittenCount;
        output.Advance(LeafTime.Bytes);
        output.Write("\",\"schema\":"u8);
        schema.TryFormat(output.GetSpan(11), out written, default, CultureInfo.InvariantCulture);
        output.Advance(written);
        Member(output, ",\"stream\":"u8, stream);
        Member(output, ",\"tenant\":"u8, tenant);
        Member(output, ",\"type\":"u8, type);
        output.Write(",\"v\":1}"u8);
        return new(output.WrittenSpan.ToArray(), gap);
    }

    /// <summary>The leaf as recorded at <paramref name="recorded"/> (finer than a microsecond is cut off), and its hash.</summary>
    public StampedLeaf Stamp(DateTimeOffset recorded)
    {
        var bytes = (byte[])_template.Clone();
        LeafTime.Write(bytes.AsSpan(_gap), recorded);
        return new(bytes.AsMemory(1), SHA256.HashData(bytes));
    }

    private static void Member(ArrayBufferWriter<byte> output, ReadOnlySpan<byte> name, string value)
    {
        output.Write(name);
        CanonicalString.Write(output, value);
    }
}

/// <summary>A leaf with its hash.</summary>
/// <param name="Bytes">The exact bytes to store.</param>
/// <param name="Hash">SHA-256 of 0x00 and the bytes.</param>
public readonly record struct StampedLeaf(ReadOnlyMemory<byte> Bytes, byte[] Hash);
