using System.Reflection;
using System.Text;
using CustomerTiering.Events;
using CustomerTiering.Http;
using CustomerTiering.Http.Answers;
using CustomerTiering.Http.Contract;
using CustomerTiering.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace CustomerTiering.Audit;

/// <summary>
/// A page of the audit trail, in the form that <c>Accept</c> names: a page of JSON, NDJSON or CSV, the two with the next page's address in <c>Link</c>
/// (RFC 8288), since their lines have no place for it.
/// </summary>
/// <param name="page">The events.</param>
/// <param name="position">The position of the log that was its end.</param>
public sealed class AuditAnswer(Page<ReadableEvent> page, long position) : IResult, IEndpointMetadataProvider, IValueHttpResult<Page<ReadableEvent>>
{
    public Page<ReadableEvent>? Value => page;

    public async Task ExecuteAsync(HttpContext context)
    {
        context.Response.Headers[ReadPosition.Header] = position.ToString(System.Globalization.CultureInfo.InvariantCulture);
        context.Response.Headers.Vary = "Accept";
        var form = Form(context.Request);
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
        context.Response.ContentType = "text/csv; charset=utf-8; header=present";
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 16 * 1024, leaveOpen: true);
        await Csv.WriteAsync(writer, page.Items, context.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) => builder.Metadata.Add(
        new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(Page<ReadableEvent>), ["application/json", NdJson.MediaType, "text/csv"]));

    /// <summary>The form that is liked better than JSON, or null.</summary>
    private static string? Form(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        double Weight(string form) => accepted.Where(type => type.MediaType.Equals(form, StringComparison.OrdinalIgnoreCase)).Select(type => type.Quality ?? 1).DefaultIfEmpty(0).Max();
        string[] forms = [NdJson.MediaType, "text/csv"];
        var best = forms.MaxBy(Weight)!;
        return Weight(best) > Weight("application/json") ? best : null;
    }

    private static QueryString Query(HttpRequest request, string next) => QueryString.Create(
        request.Query.Where(one => one.Key != "cursor").SelectMany(one => one.Value, (one, value) => KeyValuePair.Create(one.Key, value))
            .Append(KeyValuePair.Create("cursor", (string?)next)));
}
