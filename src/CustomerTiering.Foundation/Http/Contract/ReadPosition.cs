using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;

namespace CustomerTiering.Http.Contract;

/// <summary>
/// The log position that a caller has seen, from the <c>Log-Position</c> header of an earlier answer. The read model must have reached it, so that
/// callers read their own writes.
/// </summary>
/// <param name="AtLeast">The position; 0 without the header.</param>
public sealed record ReadPosition(long AtLeast)
{
    public const string Header = "Log-Position";

    private static readonly ReadPosition None = new(0);

    public static ValueTask<ReadPosition?> BindAsync(HttpContext context, ParameterInfo parameter) =>
        ValueTask.FromResult<ReadPosition?>(context.Features.Get<ReadPosition>() ?? None);

    internal static Result<ReadPosition> Read(HttpRequest request)
    {
        var header = request.Headers[Header];
        if (header.Count == 1 && long.TryParse(header[0], NumberStyles.None, CultureInfo.InvariantCulture, out var position))
            return new ReadPosition(position);
        const string Rule = "Log-Position must be one whole number from an answer.";
        return new Problem(StatusCodes.Status400BadRequest, "log-position-form", Rule, [new(Header, "log-position-form", Rule)]);
    }
}
