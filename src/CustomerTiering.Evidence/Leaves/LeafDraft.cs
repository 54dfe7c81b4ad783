using System.Buffers;
using System.Globalization;
using System.Security.Cryptography;
using CustomerTiering.Evidence.Json;

namespace CustomerTiering.Evidence.Leaves;

/// <summary>
/// A leaf without its recorded time. The caller's thread prepares it, and the log writer stamps it, again if the clock was behind the log. Immutable:
/// each stamp creates a new leaf.
/// </summary>
public sealed class LeafDraft
{
    private readonly byte[] _template; // 0x00, then the leaf with a gap for the time
    private readonly int _gap;

    private LeafDraft(byte[] template, int gap) => (_template, _gap) = (template, gap);

    /// <summary>The length of the leaf in bytes; the log rejects more than <see cref="Leaf.MaxBytes"/>.</summary>
    public int Length => _template.Length - 1;

    /// <summary>Prepares a leaf.</summary>
    /// <param name="actor">A stable subject id, never a name.</param>
    /// <param name="cause">The cause, or null.</param>
    /// <param name="correlation">What groups it with other events, or null.</param>
    /// <param name="data">The body: an object as canonical JSON, which the caller guarantees; <see cref="LeafContent.TryParse"/> checks it.</param>
    /// <param name="effective">When the fact happened or takes effect; truncated to microseconds.</param>
    /// <param name="id">The event's id.</param>
    /// <param name="schema">The schema version of the body, from 1.</param>
    /// <param name="stream">The stream's name.</param>
    /// <param name="tenant">The tenant's id as text.</param>
    /// <param name="type">The stored name of the event's type.</param>
    /// <exception cref="ArgumentException">A text is empty, or the body is not an object.</exception>
    /// <exception cref="CanonicalException">A text contains a lone surrogate.</exception>
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

    /// <summary>The leaf recorded at <paramref name="recorded"/>, truncated to microseconds, and its hash.</summary>
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
