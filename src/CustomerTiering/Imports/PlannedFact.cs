using System.Buffers.Binary;
using CustomerTiering.Imports.Files;
using CustomerTiering.Rules.Facts;

namespace CustomerTiering.Imports;

/// <summary>A fact in a file, and the lines that contain it.</summary>
internal sealed record PlannedFact(SourceFact Fact, long[] Lines, ReadOnlyMemory<byte> Json)
{
    /// <summary>Parses a fact, or reports the errors of its lines.</summary>
    internal static PlannedFact? Read(ReadOnlyMemory<byte> json, long[] lines, ImportKind kind, ZoneRules? zone, ImportTally tally)
    {
        var (fact, errors) = FactReader.Read(json.Span, zone);
        if (fact is null)
        {
            tally.Reject(lines, [.. errors.Select(error => new FieldError(error.Path, error.Code, error.Message))]);
            return null;
        }
        if (kind.Facts.Contains(fact.Kind)) return new(fact, lines, json);
        tally.Reject(lines, [new("$.kind", "another-kind", $"{kind.Name} cannot contain a {fact.Kind.Name()}.")]);
        return null;
    }
}

/// <summary>Facts as JSON texts, kept in bounded memory and returned by time.</summary>
internal sealed class KeptFacts : IDisposable
{
    private const int KeyBytes = 16;
    private readonly RecordSort _sort = new();
    private byte[] _payload = new byte[1024];

    internal long Count { get; private set; }

    internal void Add(Instant at, long[] lines, ReadOnlySpan<byte> json)
    {
        Span<byte> key = stackalloc byte[KeyBytes];
        // makes byte order equal time order, also for instants before 1970
        BinaryPrimitives.WriteInt64BigEndian(key, at.Microseconds ^ long.MinValue);
        BinaryPrimitives.WriteInt64BigEndian(key[8..], Count++);
        var length = 4 + (8 * lines.Length) + json.Length;
        if (_payload.Length < length) _payload = new byte[length];
        BinaryPrimitives.WriteInt32LittleEndian(_payload, lines.Length);
        for (var i = 0; i < lines.Length; i++) BinaryPrimitives.WriteInt64LittleEndian(_payload.AsSpan(4 + (8 * i)), lines[i]);
        json.CopyTo(_payload.AsSpan(4 + (8 * lines.Length)));
        _sort.Add(key, _payload.AsSpan(0, length));
    }

    /// <summary>All facts by time; facts of the same instant in the order in which they were added.</summary>
    internal IEnumerable<(long[] Lines, ReadOnlyMemory<byte> Json)> Sorted()
    {
        foreach (var record in _sort.Sorted())
        {
            var lines = new long[BinaryPrimitives.ReadInt32LittleEndian(record.Payload.Span)];
            for (var i = 0; i < lines.Length; i++) lines[i] = BinaryPrimitives.ReadInt64LittleEndian(record.Payload.Span[(4 + (8 * i))..]);
            yield return (lines, record.Payload[(4 + (8 * lines.Length))..].ToArray());
        }
    }

    public void Dispose() => _sort.Dispose();
}
