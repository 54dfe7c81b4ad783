namespace CustomerTiering.Api.Hosting;

/// <summary>A command or the start of the server is refused; the message is one line that says what to do.</summary>
/// <param name="message">One line.</param>
/// <param name="code">What the process ends with.</param>
public sealed class Refused(string message, int code = 1) : Exception(message)
{
    public int Code { get; } = code;
}
