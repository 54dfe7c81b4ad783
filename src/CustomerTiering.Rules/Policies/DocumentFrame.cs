using CustomerTiering.Rules.Documents;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Policies;

/// <summary>Common steps of all documents: from bytes to the root, and from the content to the canonical form.</summary>
internal static class DocumentFrame
{
    /// <summary>Reads a document completely. <paramref name="read"/> returns null only if it has reported an error.</summary>
    public static DocumentReading<T> Read<T>(
        ReadOnlyMemory<byte> utf8, Func<System.Text.Json.Nodes.JsonNode, byte[]> canonicalize, Func<Cursor, ErrorList, T?> read) where T : class
    {
        var errors = new ErrorList();
        var source = SourceParser.Parse(utf8.Span, errors);
        var document = source is null ? null : read(new(source, errors), errors);
        if (errors.Any) return new(errors.ToList());
        var normalized = source!.ToNormalized()!;
        var canonical = canonicalize(normalized);
        if (canonical.Length <= Limits.Canonical) return new(document!, normalized, canonical);
        errors.Add("$", ErrorCodes.TooLarge, $"the canonical form has {canonical.Length} bytes; the maximum is {Limits.Canonical}");
        return new(errors.ToList());
    }

    public static void Schema(Cursor? schema, string wanted)
    {
        if (schema?.Text() is { } text && text != wanted)
            schema.Refuse(ErrorCodes.UnknownSchema, $"expected the schema '{wanted}', got '{JsonPath.Cut(text)}'");
    }

    public static string? TimeZone(Cursor? zone)
    {
        var id = zone?.Text();
        if (id is null || ZoneRules.Exists(id)) return id;
        zone!.Refuse(ErrorCodes.UnknownTimeZone, $"unknown IANA time zone '{JsonPath.Cut(id)}'");
        return null;
    }

    public static string? Currency(Cursor? currency)
    {
        var code = currency?.Text();
        if (code is null || Currencies.Know(code)) return code;
        currency!.Refuse(ErrorCodes.UnknownCurrency, $"'{JsonPath.Cut(code)}' is not an ISO 4217 currency code");
        return null;
    }
}
