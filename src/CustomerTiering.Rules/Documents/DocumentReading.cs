using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Nodes;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Documents;

/// <summary>The result of reading a document: a valid document, or all errors.</summary>
/// <typeparam name="T">The type of the document.</typeparam>
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

    /// <summary>Whether the document is valid.</summary>
    [MemberNotNullWhen(true, nameof(Document), nameof(Normalized), nameof(Canonical))]
    public bool IsFaultless => Document is not null;

    /// <summary>The content with defaults filled in; null if there are errors.</summary>
    public T? Document { get; }

    /// <summary>The document as written, with each number as a plain decimal string; null if there are errors.</summary>
    public JsonNode? Normalized { get; }

    /// <summary>The canonical bytes of <see cref="Normalized"/>, the input of the digest; null if there are errors.</summary>
    public byte[]? Canonical { get; }

    /// <summary>All errors in the order found; empty if there are none.</summary>
    public EquatableList<DocumentError> Errors { get; }
}
