using System.Text.Json;

namespace CustomerTiering.Api.Tests.Faults;

/// <summary>An operation of the API as its description has it.</summary>
/// <param name="Method">GET, POST, PUT.</param>
/// <param name="Path">With its parameters in braces.</param>
/// <param name="Parameters">In path, query and headers.</param>
/// <param name="Body">The media type of the body and its schema, resolved one level deep; null where there is none.</param>
internal sealed record Operation(
    HttpMethod Method, string Path, IReadOnlyList<OperationParameter> Parameters, (string MediaType, JsonElement Schema)? Body)
{
    internal bool TakesJson => Body?.MediaType == "application/json";

    internal bool NeedsKey => Parameters.Any(parameter => parameter.Name == "Idempotency-Key");

    internal bool NeedsIfMatch => Parameters.Any(parameter => parameter.Name == "If-Match");

    public override string ToString() => $"{Method} {Path}";
}

internal sealed record OperationParameter(string Name, string In, JsonElement Schema);

/// <summary>Every operation under /api, so that an endpoint that comes later is held to the same.</summary>
internal sealed class Surface
{
    private readonly JsonElement _document;

    private Surface(JsonElement document) => _document = document;

    internal IReadOnlyList<Operation> Operations { get; private set; } = [];

    internal static async Task<Surface> OfAsync(RunningApi api)
    {
        var surface = new Surface(JsonDocument.Parse(await api.Stranger().GetStringAsync("/swagger/v1/swagger.json")).RootElement);
        surface.Operations =
        [
            .. from path in surface._document.GetProperty("paths").EnumerateObject()
               where path.Name.StartsWith("/api/v1/", StringComparison.Ordinal) && !path.Name.StartsWith("/api/v1/test/", StringComparison.Ordinal)
               from operation in path.Value.EnumerateObject()
               select surface.Read(path.Name, operation),
        ];
        return surface;
    }

    /// <summary>The schema that a reference names, or the schema itself.</summary>
    internal JsonElement Resolve(JsonElement schema) => schema.TryGetProperty("$ref", out var reference)
        ? reference.GetString()!.Split('/')[1..].Aggregate(_document, (at, name) => at.GetProperty(name))
        : schema;

    private Operation Read(string path, JsonProperty operation)
    {
        var parameters = operation.Value.TryGetProperty("parameters", out var listed)
            ? listed.EnumerateArray().Select(one =>
                new OperationParameter(one.GetProperty("name").GetString()!, one.GetProperty("in").GetString()!, one.GetProperty("schema"))).ToArray()
            : [];
        (string, JsonElement)? body = null;
        if (operation.Value.TryGetProperty("requestBody", out var requested))
        {
            var media = requested.GetProperty("content").EnumerateObject().First();
            body = (media.Name, media.Value.TryGetProperty("schema", out var schema) ? Resolve(schema) : default);
        }
        return new(new(operation.Name.ToUpperInvariant()), path, parameters, body);
    }
}
