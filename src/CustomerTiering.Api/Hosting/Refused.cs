using CustomerTiering.Http;

namespace CustomerTiering.Api.Hosting;

/// <summary>A command or the start of the server is refused; the message is one line that says what to do.</summary>
/// <param name="message">One line.</param>
/// <param name="code">What the process ends with.</param>
public sealed class Refused(string message, int code = 1) : Exception(message)
{
    public int Code { get; } = code;

    /// <summary>What is written to standard error: the message, or a line for each thing that is wrong.</summary>
    public IReadOnlyList<string> Lines { get; private init; } = [message.ReplaceLineEndings(" ")];

    /// <summary>The value, or the problem as a refusal: a line for each thing that is wrong.</summary>
    internal static T Unless<T>(Result<T> result) => result.TryGet(out var value, out var problem) ? value : throw Of(problem);

    /// <summary>The problem as a refusal: a line for each thing that is wrong with a document, else one line.</summary>
    internal static Refused Of(Problem problem) => problem is { Status: StatusCodes.Status400BadRequest, Errors: { Count: > 0 } errors }
        ? For([.. errors.Select(error => $"{error.Field}: {error.Code}: {error.Message}")])
        : new($"{problem.Code}: {problem.Detail}");

    /// <summary>A refusal for everything that is wrong with what was given, all at once.</summary>
    public static Refused For(IReadOnlyList<string> reasons, int code = 1) =>
        new(string.Join("; ", reasons), code) { Lines = [.. reasons.Select(reason => reason.ReplaceLineEndings(" "))] };
}
