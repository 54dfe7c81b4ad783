using System.Reflection;
using CustomerTiering.Http.Json;
using Microsoft.AspNetCore.Http.Metadata;

namespace CustomerTiering.Audit;

/// <summary>
/// A page of the audit trail in the format requested by <c>Accept</c>: JSON, NDJSON or CSV. NDJSON and CSV have no place for the next page's address,
/// so it is in the <c>Link</c> header (RFC 8288).
/// </summary>
/// <param name="position">The log's last position at the time of reading.</param>
public sealed class AuditAnswer(Page<ReadableEvent> page, long position) : IResult, IEndpointMetadataProvider, IValueHttpResult<Page<ReadableEvent>>
{
    public Page<ReadableEvent>? Value => page;

    public async Task ExecuteAsync(HttpContext context)
    {
        context.Response.Headers[ReadPosition.Header] = position.ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers.Vary = "Accept";
        var form = PreferredForm.Of(context.Request, NdJson.MediaType, "text/csv");
        if (form is null)
        {
            await context.Response.WriteAsJsonAsync(page, JsonSettings.Options, context.RequestAborted);
            return;
        }
        if (page.Next is { } next) context.Response.Headers.Link = $"<{context.Request.Path}{Query(context.Request, next)}>; rel=\"next\"";
        if (form == NdJson.MediaType)
        {
            context.Response.ContentType = NdJson.MediaType;
            await NdJson.WriteAsync(context.Response.BodyWriter, page.Items, context.RequestAborted);
            return;
        }
        await Csv.AnswerAsync(context, page.Items);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(
        new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Page<ReadableEvent>), ["application/json", NdJson.MediaType, "text/csv"]));

    private static QueryString Query(HttpRequest request, string next) => QueryString.Create(
        request.Query.Where(one => one.Key != "cursor").SelectMany(one => one.Value, (one, value) => KeyValuePair.Create(one.Key, value))
            .Append(KeyValuePair.Create("cursor", (string?)next)));
}
