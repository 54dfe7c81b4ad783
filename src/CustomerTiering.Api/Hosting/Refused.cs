using CustomerTiering.Http;

namespace CustomerTiering.Api.Hosting;

/// <summary>A command or the start of the server is refused.</summary>
/// <param name="message">One line with the remedy.</param>
/// <param name="code">The exit code.</param>
public sealed class Refused(string message, int code = 1) : Exception(message)
{
    public int Code { get; } = code;

    /// <summary>The lines for standard error: the message, or one line per error.</summary>
    public IReadOnlyList<string> Lines { get; private init; } = [message.ReplaceLineEndings(" ")];

    /// <summary>The value, or the problem as an exception.</summary>
    internal static T Unless<T>(Result<T> result) => result.TryGet(out var value, out var problem) ? value : throw Of(problem);

    /// <summary>The problem as an exception: one line per field error of a 400, otherwise one line.</summary>
    internal static Refused Of(Problem problem) => problem is { Status: StatusCodes.Status400BadRequest, Errors: { Count: > 0 } errors }
        ? For([.. errors.Select(error => $"{error.Field}: {error.Code}: {error.Message}")])
        : new($"{problem.Code}: {problem.Detail}");

    /// <summary>A refusal with several reasons.</summary>
    public static Refused For(IReadOnlyList<string> reasons, int code = 1) =>
        new(string.Join("; ", reasons), code) { Lines = [.. reasons.Select(reason => reason.ReplaceLineEndings(" "))] };
}
