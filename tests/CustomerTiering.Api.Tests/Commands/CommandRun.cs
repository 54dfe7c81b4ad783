using System.Text.Json;
using CustomerTiering.Api.Commands;
using CustomerTiering.Api.Hosting;

namespace CustomerTiering.Api.Tests.Commands;

/// <summary>What came of a command line: what the process would end with, and what it would have written where.</summary>
internal sealed record CommandRun(int Code, string Output, string Error)
{
    /// <summary>The one JSON value on standard output, after success.</summary>
    internal JsonElement Json
    {
        get
        {
            Assert.True(Code == 0, $"{Code}: {Error}");
            return JsonDocument.Parse(Output).RootElement;
        }
    }

    internal string[] ErrorLines => Error.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);

    internal static Task<CommandRun> OfAsync(params string[] arguments) => OfAsync(null, arguments);

    /// <summary>Runs it on a database that is there.</summary>
    internal static async Task<CommandRun> OfAsync(HostSettings? database, params string[] arguments)
    {
        await using StringWriter output = new(), error = new();
        var code = await CommandLine.RunAsync(arguments, new Surroundings { Database = database, Output = output, Error = error });
        return new(code, output.ToString(), error.ToString());
    }
}
