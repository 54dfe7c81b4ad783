using System.CommandLine;
using CustomerTiering.Api.Tokens;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;

namespace CustomerTiering.Api.Commands;

/// <summary>Serves the API until stopped; the default command.</summary>
internal static class ServeCommand
{
    internal static readonly Option<string?> Urls = new("--urls")
    { Description = "The listening address. Default: ASPNETCORE_URLS or http://127.0.0.1:5080." };

    internal static Command Create()
    {
        var serve = new Command("serve", "Serves the API until it is stopped. This is the default command.");
        Add(serve);
        return serve;
    }

    /// <summary>Adds serving to this command or the root.</summary>
    internal static void Add(Command command)
    {
        command.Options.Add(Urls);
        command.Runs((context, cancel) => ServeAsync(context, cancel));
    }

    /// <summary>
    /// Serves until stopped; also for commands that end by serving. <paramref name="listening"/> receives the first address once requests are
    /// answered.
    /// </summary>
    internal static async Task<Answer> ServeAsync(CommandContext context, CancellationToken cancel, Action<string>? listening = null)
    {
        TokenSetup.Check(context.Services);
        if (context.Parsed.GetValue(Urls) is { } urls) context.App.Urls.Add(urls);
        else if (context.Builder.Configuration["URLS"] is null && context.Builder.Configuration["HTTP_PORTS"] is null)
            context.App.Urls.Add("http://127.0.0.1:5080");
        await context.App.StartAsync(cancel);
        var addresses = context.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()?.Addresses ?? [];
        foreach (var address in addresses)
            await Console.Error.WriteLineAsync($"Listening at {address} ({context.Settings.Environment}); API description: {address}/swagger");
        if (addresses.FirstOrDefault() is { } first) listening?.Invoke(first);
        await context.App.WaitForShutdownAsync(cancel);
        return Answer.None;
    }
}
