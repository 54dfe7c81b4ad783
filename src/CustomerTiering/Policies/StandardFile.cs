using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Http.Json;
using CustomerTiering.Rules.Policies;

namespace CustomerTiering.Policies;

/// <summary>A standard as one file, for transfer to another company or installation.</summary>
/// <param name="Schema"><c>standard-file/1</c>.</param>
/// <param name="Kind">policy, lifecycle, service-plan or segment.</param>
/// <param name="Document">The text, normalized.</param>
/// <param name="Digest">SHA-256 of its canonical form, hex; the same in every installation.</param>
public sealed record StandardFile(string Schema, string Kind, string Name, JsonObject Document, string Digest)
{
    /// <summary>The value of the member <c>schema</c>.</summary>
    public const string FileSchema = "standard-file/1";

    public static StandardFile Of(StandardKind kind, string name, StandardVersion version) =>
        new(FileSchema, kind.Word, name, version.Document, version.Digest);

    /// <summary>The text, or the text in a standard file; or all errors. The file's kind, name and digest must match its text.</summary>
    public static Result<StandardText> Read(StandardKind kind, ReadOnlyMemory<byte> utf8, Catalogue? catalogue)
    {
        if (!IsFile(utf8)) return kind.Read(utf8, catalogue);
        if (!Opened(utf8).TryGet(out var file, out var unreadable)) return unreadable;
        if (file.Kind != kind.Word)
            return Problem.Invalid("$.kind", "another-kind", $"Expected a {kind.Word}, but the file contains a {Cut(file.Kind)}.");
        if (!kind.Read(CanonicalJson.Write(file.Document), catalogue).TryGet(out var text, out var wrong))
            return wrong with { Errors = [.. wrong.Errors!.Select(error => error with { Field = "$.document" + error.Field[1..] })] };
        var errors = new List<FieldError>();
        if (file.Name != text.Name)
            errors.Add(new("$.name", "another-name", $"The text is for '{text.Name}', but the file names '{Cut(file.Name)}'."));
        if (file.Digest != text.Digest)
            errors.Add(new(
                "$.digest", "digest-differs", $"The text has the digest {text.Digest}, which differs from that in the file: the text was changed."));
        return errors.Count > 0 ? Problem.Invalid(errors) : text;
    }

    /// <summary>The kind of standard that a text or file declares; null if it declares no known kind.</summary>
    public static StandardKind? KindOf(ReadOnlyMemory<byte> utf8)
    {
        if (IsFile(utf8)) return StandardKind.All.FirstOrDefault(kind => kind.Word == Member(utf8, "kind"));
        var schema = Member(utf8, "schema")?.Split('/')[0];
        return StandardKind.All.FirstOrDefault(kind => kind.Schema.Split('/')[0] == schema);
    }

    private static Result<StandardFile> Opened(ReadOnlyMemory<byte> utf8)
    {
        const string Rule = "A file must have exactly schema (standard-file/1), kind, name, document and digest.";
        try
        {
            // A missing member is null, whatever its declared type.
            return JsonSerializer.Deserialize<StandardFile>(
                utf8.Span, JsonSettings.Options) is { Schema: FileSchema, Kind: not null, Name: not null, Document: not null, Digest: not null } file
                ? file
                : Problem.Invalid("$", "not-a-standard-file", Rule);
        }
        catch (JsonException broken)
        {
            return Problem.Invalid(broken.Path ?? "$", "not-a-standard-file", Rule);
        }
    }

    private static bool IsFile(ReadOnlyMemory<byte> utf8) => Member(utf8, "schema")?.StartsWith("standard-file/", StringComparison.Ordinal) == true;

    private static string? Member(ReadOnlyMemory<byte> utf8, string name)
    {
        try
        {
            using var document = JsonDocument.Parse(utf8);
            return document.RootElement.ValueKind == JsonValueKind.Object
                && document.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
                ? value.GetString()
                : null;
        }
        catch (Exception broken) when (broken is JsonException or InvalidOperationException)
        {
            return null; // the reader reports the error
        }
    }

    private static string Cut(string said) => said.Length <= 100 ? said : said[..100] + "…";
}
