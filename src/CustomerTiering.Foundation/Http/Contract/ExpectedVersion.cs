using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace CustomerTiering.Http.Contract;

/// <summary>The stream version that the caller read. Endpoints with this parameter reject requests without <c>If-Match</c> (428).</summary>
public sealed record ExpectedVersion(int Value) : IEndpointParameterMetadataProvider
{
    public static ValueTask<ExpectedVersion?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult(context.Features.Get<ExpectedVersion>());

    public static void PopulateMetadata(ParameterInfo parameter, EndpointBuilder builder) => builder.Metadata.Add(NeedsIfMatch.Instance);

    /// <summary>The strong entity tag of a version: <c>"v3"</c>.</summary>
    public static string Tag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"v{version}\"");

    /// <summary>Parses a strong entity tag; false for weak ones, lists, <c>*</c> and anything else.</summary>
    internal static bool TryRead(string? tag, out int version)
    {
        version = 0;
        return tag is ['"', 'v', .. var digits, '"']
            && int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out version) && Tag(version) == tag;
    }

    internal static Result<ExpectedVersion> Read(HttpRequest request)
    {
        var header = request.Headers.IfMatch;
        if (header.Count == 0)
        {
            return new Problem(
                StatusCodes.Status428PreconditionRequired, "if-match-missing", "Send If-Match with the ETag of the version you read, such as \"v3\".",
                [new("If-Match", "if-match-missing", "The header is missing.")]);
        }
        if (header.Count == 1 && TryRead(header[0], out var version)) return new ExpectedVersion(version);
        const string Rule = "If-Match must be one strong ETag from an answer, such as \"v3\"; not *, not a weak one, not a list.";
        return new Problem(StatusCodes.Status400BadRequest, "if-match-form", Rule, [new("If-Match", "if-match-form", Rule)]);
    }
}
