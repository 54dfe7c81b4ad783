using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Documents;

/// <summary>What came of reading a document: the document without fault, or everything that is wrong with it.</summary>
/// <typeparam name="T">What the document says, as records.</typeparam>
public sealed class DocumentReading<T> where T : class
{
    internal DocumentReading(T document, JsonNode normalized, byte[] canonical)
    {
        Document = document;
        Normalized = normalized;
        Canonical = canonical;
        Errors = [];
    }

    internal DocumentReading(EquatableList<DocumentError> errors) => Errors = errors;

    /// <summary>Whether the document is without fault.</summary>
    [MemberNotNullWhen(true, nameof(Document), nameof(Normalized), nameof(Canonical))]
    public bool IsFaultless => Document is not null;

    /// <summary>What the document says, with its defaults filled in; null if there are errors.</summary>
    public T? Document { get; }

    /// <summary>The document as written, but each number a plain decimal string; null if there are errors.</summary>
    public JsonNode? Normalized { get; }

    /// <summary>The canonical bytes of <see cref="Normalized"/>, over which the digest goes; null if there are errors.</summary>
    public byte[]? Canonical { get; }

    /// <summary>All that is wrong, in the order it was found; empty if nothing is.</summary>
    public EquatableList<DocumentError> Errors { get; }
}
