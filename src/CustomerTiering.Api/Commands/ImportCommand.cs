using System.CommandLine;
using System.Globalization;
using CustomerTiering.Api.Hosting;
using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Imports;
using CustomerTiering.Imports.Maps;
using CustomerTiering.Rules.Values;
using Spectre.Console;

namespace CustomerTiering.Api.Commands;

/// <summary>Imports a file of facts, and catches the read models up.</summary>
internal static class ImportCommand
{
    internal const string Actor = "import";

    internal static Command Create()
    {
        var kind = new Argument<string>("KIND") { Description = string.Join(", ", ImportKind.All.Select(one => one.Name)) };
        kind.AcceptOnlyFromAmong([.. ImportKind.All.Select(one => one.Name)]);
        var file = new Argument<string>("FILE") { Description = "A CSV or NDJSON file, optionally gzipped." };
        var map = new Option<string?>("--map") { Description = "The map for a foreign file: a JSON file (docs/imports)." };
        var source = new Option<string?>("--source") { Description = "The name of the source; with kind and id it identifies a fact." };
        var zone = new Option<string?>("--zone") { Description = "The IANA time zone of times without offset. Overrides that of the map." };
        var assess = new Option<bool>("--assess") { Description = "Evaluate the facts at once, like facts recorded one by one." };
        var rejects = new Option<string?>("--rejects") { Description = "The file for rejected rows. Default: FILE.rejects.ndjson." };
        var import = new Command("import", "Imports facts from a file; importing it again adds nothing.")
            { kind, file, map, source, zone, assess, rejects };
        import.Validators.Add(result =>
        {
            if (result.GetValue(source) is { } name && (name.Length is 0 or > 100 || name.Any(char.IsControl)))
                result.AddError("--source must be a name of 1 to 100 characters.");
            if (result.GetValue(zone) is { } id && !ZoneRules.TryFind(id, out _)) result.AddError($"--zone: '{id}' is not an IANA time zone.");
        });
        import.Runs(async (context, cancel) =>
        {
            var time = context.Services.GetRequiredService<TimeProvider>();
            var started = time.GetTimestamp();
            ZoneRules? rules = null;
            if (context.Parsed.GetValue(zone) is { } id) ZoneRules.TryFind(id, out rules);
            var request = new ImportRequest(
                await context.TenantAsync(cancel), Actor, ImportKind.Named(context.Parsed.GetRequiredValue(kind))!,
                context.Parsed.GetRequiredValue(file),
                context.Parsed.GetValue(map) is { } path ? await MapAsync(path, cancel) : null, context.Parsed.GetValue(source), rules,
                context.Parsed.GetValue(assess), context.Parsed.GetValue(rejects));
            var result = await RunAsync(context, request, cancel);
            var failed = request.Assess ? await AssessedAsync(context, request.Tenant, cancel) : [];
            var seconds = Math.Round((decimal)time.GetElapsedTime(started).TotalSeconds, 3);
            return new(
                new
                {
                    result.Read,
                    result.Skipped,
                    result.Rejected,
                    result.Accepted,
                    result.Duplicates,
                    result.Events,
                    Failures = request.Assess ? failed : null,
                    Seconds = (double)seconds
                },
                console => Show(console, result, seconds, request.RejectsFile))
            {
                Code = FailedRun.Tell(context, failed.Select(one => one.Customer).Distinct().Count(), failed),
            };
        });
        return import;
    }

    /// <summary>Evaluates the customers of the imported facts now, in this process.</summary>
    /// <returns>The customers that could not be judged.</returns>
    private static async Task<IReadOnlyList<FailedCustomer>> AssessedAsync(CommandContext context, TenantId tenant, CancellationToken cancel)
    {
        await context.Services.SettleAsync(tenant, cancel);
        return await context.Services.GetRequiredService<FailedCustomers>()
            .NamedAsync(tenant, context.Services.GetRequiredService<UndecidedCustomers>().Of(tenant), cancel);
    }

    private static async Task<ImportMap> MapAsync(string path, CancellationToken cancel)
    {
        byte[] text;
        try
        {
            text = await File.ReadAllBytesAsync(path, cancel);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new Refused($"The map cannot be read: {failure.Message}");
        }
        if (ImportMapReader.Read(text).TryGet(out var map, out var problem)) return map;
        throw new Refused($"{path}: {string.Join(" ", problem.Errors!.Select(error => $"{error.Field}: {error.Message}"))}");
    }

    private static async Task<ImportResult> RunAsync(CommandContext context, ImportRequest request, CancellationToken cancel)
    {
        try
        {
            return await context.Console.Progress().StartAsync(async progress =>
            {
                var task = progress.AddTask($"import {request.Kind.Name}");
                using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancel);
                var worker = context.Services.GetRequiredService<ProjectionWorker>();
                var following = worker.RunAsync(stop.Token); // the read models follow while the file is read
                try
                {
                    var result = await context.Services.GetRequiredService<Importer>()
                        .RunAsync(request, at => task.Value(at.Length == 0 ? 0 : 100.0 * at.Bytes / at.Length), cancel);
                    await worker.CatchUpAsync(request.Tenant, cancel);
                    task.Value(100);
                    return result;
                }
                finally
                {
                    await stop.CancelAsync();
                    await following.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing); // ends by cancellation; failures show up in status
                }
            });
        }
        catch (ImportRefusedException refused)
        {
            throw new Refused(refused.Message);
        }
        catch (UnknownTenantException refused)
        {
            throw new Refused(refused.Message);
        }
    }

    private static void Show(IAnsiConsole console, ImportResult result, decimal seconds, string rejects)
    {
        console.WriteLine(string.Create(
            CultureInfo.InvariantCulture,
            $"{result.Read} rows read, {result.Skipped} skipped, {result.Rejected} rejected; {result.Accepted} facts accepted, "
                + $"{result.Duplicates} duplicates; {result.Events} events in {seconds} s"));
        if (result.Rejected > 0) console.WriteLine($"The reasons for rejected rows are in {rejects}");
    }
}
