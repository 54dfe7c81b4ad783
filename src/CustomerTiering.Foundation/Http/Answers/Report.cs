using System.Reflection;
using CustomerTiering.Http.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace CustomerTiering.Http.Answers;

/// <summary>The answer of a report: a JSON array, or CSV if <c>Accept</c> prefers <c>text/csv</c>.</summary>
/// <param name="rows">The rows, in order.</param>
/// <param name="position">The position of the log that they reflect, or null.</param>
public sealed class Report<T>(IReadOnlyList<T> rows, long? position = null) : IResult, IEndpointMetadataProvider, IValueHttpResult<IReadOnlyList<T>>
{
    public IReadOnlyList<T> Value => rows;

    public async Task ExecuteAsync(HttpContext context)
    {
        AnswerHeaders.Set(context.Response, position, version: null);
        context.Response.Headers.Vary = "Accept";
        if (PreferredForm.Of(context.Request, "text/csv") is null)
        {
            await context.Response.WriteAsJsonAsync(rows, JsonSettings.Options, context.RequestAborted);
            return;
        }
        await Csv.AnswerAsync(context, rows);
    }

    public static void PopulateMetadata(MethodInfo method, EndpointBuilder builder) =>
        builder.Metadata.Add(new ProducesResponseTypeMetadata(StatusCodes.Status200OK, typeof(IReadOnlyList<T>), ["application/json", "text/csv"]));
}
