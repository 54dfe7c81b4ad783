using System.Reflection;
using System.Text;
using CustomerTiering.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;
using Microsoft.Net.Http.Headers;

namespace CustomerTiering.Http.Answers;

/// <summary>Answer of a report: a JSON array, or CSV where <c>Accept</c> prefers <c>text/csv</c>.</summary>
/// <param name="rows">The rows, in their order.</param>
/// <param name="position">The position of the log that they reflect; null where they reflect none.</param>
public sealed class Report<T>(IReadOnlyList<T> rows, long? position = null) : IResult, IEndpointMetadataProvider, IValueHttpResult<IReadOnlyList<T>>
{
    public IReadOnlyList<T> Value => rows;

    public async Task ExecuteAsync(HttpContext context)
    {
        AnswerHeaders.Set(context.Response, position, version: null);
        context.Response.Headers.Vary = "Accept";
        if (!PrefersCsv(context.Request))
        {
            await context.Response.WriteAsJsonAsync(rows, JsonSettings.Options, context.RequestAborted);
            return;
        }
        context.Response.ContentType = "text/csv; charset=utf-8; header=present";
        await using var writer = new StreamWriter(context.Response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), bufferSize: 16 * 1024, leaveOpen: true);
        await Csv.WriteAsync(writer, rows, context.RequestAborted);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(IReadOnlyList<T>), ["application/json", "text/csv"]));

    private static bool PrefersCsv(HttpRequest request)
    {
        var accepted = request.GetTypedHeaders().Accept;
        var csv = accepted.Where(type => type.MediaType.Equals("text/csv", StringComparison.OrdinalIgnoreCase)).Select(Weight).DefaultIfEmpty(0).Max();
        var json = accepted.Where(type => type.MediaType.Equals("application/json", StringComparison.OrdinalIgnoreCase)).Select(Weight).DefaultIfEmpty(0).Max();
        return csv > json;
    }

    private static double Weight(MediaTypeHeaderValue type) => type.Quality ?? 1;
}
