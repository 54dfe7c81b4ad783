using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.AspNetCore.Mvc;

namespace CustomerTiering.Http;

/// <summary>One error of a request.</summary>
/// <param name="Field">A JSON path, or the name of a header or parameter.</param>
/// <param name="Code">The stable code of the broken rule.</param>
/// <param name="Message">The rule and the value, for people.</param>
public sealed record FieldError(string Field, string Code, string Message);

/// <summary>A rejection as RFC 9457 problem details with a stable <c>code</c>: an error value that handlers return and endpoints answer.</summary>
/// <param name="Status">The HTTP status.</param>
/// <param name="Code">Stable and documented; the last segment of <c>type</c>.</param>
/// <param name="Detail">The remedy, for people; no internals, no personal data.</param>
/// <param name="Errors">All errors at once.</param>
public sealed record Problem(int Status, string Code, string Detail, IReadOnlyList<FieldError>? Errors = null)
{
    /// <summary>The URL below which codes are documented.</summary>
    public const string TypePrefix = "https://customertiering.example/problems/";

    public static Problem Invalid(params IReadOnlyList<FieldError> errors) =>
        new(StatusCodes.Status400BadRequest, "invalid-request", errors.Count == 1 ? errors[0].Message : $"The request has {errors.Count} errors.",
            errors);

    public static Problem Invalid(string field, string code, string message) => Invalid(new FieldError(field, code, message));

    public static Problem NotFound(string what) => new(StatusCodes.Status404NotFound, "not-found", $"No such {what} exists.");

    /// <summary>A business rule forbids it in the current state.</summary>
    public static Problem Broken(string code, string detail) => new(StatusCodes.Status422UnprocessableEntity, code, detail);

    public static Problem Conflict(string code, string detail) => new(StatusCodes.Status409Conflict, code, detail);

    public static Problem Forbidden(string code, string detail) => new(StatusCodes.Status403Forbidden, code, detail);

    public static Problem Stale(int expected, int actual) => new(
        StatusCodes.Status412PreconditionFailed, "stale-version",
        $"If-Match names version {expected}, but the current version is {actual}. Read it again.");

    public static Problem Unavailable(string code, string detail) => new(StatusCodes.Status503ServiceUnavailable, code, detail);

    public ProblemHttpResult ToResult() => TypedResults.Problem(ToDetails());

    public ProblemDetails ToDetails()
    {
        var details = new ProblemDetails { Status = Status, Type = TypePrefix + Code, Title = Code, Detail = Detail };
        details.Extensions["code"] = Code;
        if (Errors is { Count: > 0 }) details.Extensions["errors"] = Errors;
        return details;
    }
}
