using System.Text.Json;
using CustomerTiering.Http.Json;

namespace CustomerTiering.Imports.Maps;

/// <summary>Reads a map completely, or reports all errors in it.</summary>
public static class ImportMapReader
{
    /// <summary>Reads a map from JSON. Unknown members are refused.</summary>
    public static Result<ImportMap> Read(ReadOnlySpan<byte> utf8)
    {
        if (StrictJson.Check(utf8) is { } fault) return Problem.Invalid(fault.Path, "malformed-json", fault.Reason);
        var errors = new List<FieldError>();
        using (var document = JsonDocument.Parse(utf8.ToArray(), new JsonDocumentOptions { MaxDepth = JsonSettings.MaxDepth }))
            BodyErrors.Walk(document.RootElement, typeof(ImportMap), "$", errors);
        if (errors.Count > 0) return Problem.Invalid(errors);
        var map = JsonSerializer.Deserialize<ImportMap>(utf8, JsonSettings.Options)!;
        errors.AddRange(ImportMapCheck.Errors(map));
        return errors.Count > 0 ? Problem.Invalid(errors) : map;
    }
}
