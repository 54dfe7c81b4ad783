using System.CommandLine;
using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using CustomerTiering.Access;
using CustomerTiering.Api.Hosting;
using CustomerTiering.EventLog;
using CustomerTiering.Persons;
using CustomerTiering.Trials;

namespace CustomerTiering.Api.Commands;

/// <summary>Tries one policy or compares two, on all customers' histories or on one customer up to any day. No decision is recorded.</summary>
internal static class TryCommand
{
    internal static Command Create()
    {
        var policy = new Argument<string>("POLICY") { Description = "A file, or NAME[@VERSION]. Default version: the latest, whatever its status." };
        var against = new Option<string?>("--against") { Description = "A second policy of the same ladder, to be tried beside it." };
        var from = new Option<string?>("--from") { Description = "The day on which it comes into force. Default: the ladder's first day." };
        var to = new Option<string?>("--to") { Description = "The last day (inclusive). Default: today." };
        var segment = new Option<string?>("--segment") { Description = "Only customers in this segment on the last day." };
        var carry = new Option<bool>("--carry-held")
        { Description = "Carry over the tiers held before, according to the transition of the policy. Default: no customer held a tier before." };
        var customer = new Option<string?>("--customer") { Description = "Only this customer, by external id or id." };
        var asOf = new Option<string?>("--as-of") { Description = "With --customer: the last day, which may be in the future." };
        var facts = new Option<string?>("--facts") { Description = "With --customer: an NDJSON file of hypothetical facts." };
        var actor = new Option<string>("--as") { Description = "The name of the person who requests it.", DefaultValueFactory = _ => "operator" };
        var attempt = new Command("try", "Tries a policy on the history of all customers, or on one customer up to any day. Records no decisions.")
            { policy, against, from, to, segment, carry, customer, asOf, facts, actor };
        attempt.Validators.Add(parsed =>
        {
            foreach (var option in (Option<string?>[])[from, to, asOf])
                if (parsed.GetValue(option) is { } text && Day(text) is null)
                    parsed.AddError($"{option.Name}: '{text}' is not a day such as 2026-03-31.");
            if (parsed.GetValue(customer) is null != parsed.GetValue(asOf) is null) parsed.AddError("--customer and --as-of must be given together.");
            if (parsed.GetValue(customer) is null && parsed.GetValue(facts) is not null) parsed.AddError("--facts requires --customer.");
            if (parsed.GetValue(customer) is not null && (parsed.GetValue(against) ?? parsed.GetValue(to) ?? parsed.GetValue(segment)) is not null)
                parsed.AddError("--against, --to and --segment cannot be combined with --customer.");
        });
        attempt.Runs(async (context, cancel) =>
        {
            var parsed = context.Parsed;
            var tenant = await context.TenantAsync(cancel);
            await context.Services.SettleAsync(tenant, cancel);
            var caller = new Caller(tenant, parsed.GetRequiredValue(actor), new HashSet<string> { Roles.Operator });
            var draft = await DraftAsync(parsed.GetRequiredValue(policy), cancel);
            if (parsed.GetValue(customer) is { } named)
            {
                var supposed = parsed.GetValue(facts) is { } file ? await LinesAsync(file, cancel) : null;
                var id = await CustomerAsync(context.Services.GetRequiredService<People>(), tenant, named, cancel);
                var command = new TryCustomer(id, draft.Name, draft.Version, draft.Document, Day(parsed.GetValue(from)), Day(parsed.GetValue(asOf)),
                    supposed, null, parsed.GetValue(carry) ? true : null);
                Check(new TryCustomer.Validator().Validate(command));
                var timeline = Refused.Unless(await context.Services.GetRequiredService<CustomerTrial>().RunAsync(caller, command, cancel));
                return new(timeline, console => TrialTables.Show(console, timeline));
            }
            var drafts = parsed.GetValue(against) is { } other ? [draft, await DraftAsync(other, cancel)] : (TrialDraft[])[draft];
            var start = new StartTrial(
                drafts, Day(parsed.GetValue(from)), Day(parsed.GetValue(to)), parsed.GetValue(segment), parsed.GetValue(carry));
            Check(new StartTrial.Validator().Validate(start));
            var clock = Stopwatch.StartNew();
            var scope = Refused.Unless(await context.Services.GetRequiredService<TrialPlanning>().ScopeAsync(caller, start, cancel));
            var trials = context.Services.GetRequiredService<TrialRuns>();
            var progress = trials.AnswerOf(await context.Services.RunAsync(trials, tenant, scope, "trying", context.Console, cancel));
            var seconds = Math.Round(clock.Elapsed.TotalSeconds, 1);
            return new(
                new Tried(progress.Id, progress.Digest!, progress.Result!, seconds),
                console => TrialTables.Show(console, progress.Id, progress, seconds));
        });
        return attempt;
    }

    private static async Task<TrialDraft> DraftAsync(string named, CancellationToken cancel)
    {
        if (File.Exists(named))
        {
            var text = await InputFile.ReadAsync(named, cancel);
            return new(null, null, Object(text) ?? throw new Refused($"{named} is not a JSON object."));
        }
        var at = named.LastIndexOf('@');
        if (at < 0) return new(named, null, null);
        return int.TryParse(named.AsSpan(at + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var version)
            ? new(named[..at], version, null)
            : throw new Refused($"'{named}' is neither a file nor NAME@VERSION.");
    }

    private static async Task<IReadOnlyList<JsonObject>> LinesAsync(string file, CancellationToken cancel)
    {
        var lines = System.Text.Encoding.UTF8.GetString(await InputFile.ReadAsync(file, cancel))
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return [.. lines.Select(
            (line, i) => Object(System.Text.Encoding.UTF8.GetBytes(line)) ?? throw new Refused($"{file}, line {i + 1}: not a JSON object."))];
    }

    private static JsonObject? Object(byte[] utf8)
    {
        try
        {
            return JsonNode.Parse(utf8) as JsonObject;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private static async Task<Guid> CustomerAsync(People people, TenantId tenant, string named, CancellationToken cancel) =>
        Guid.TryParseExact(named, "D", out var id) ? id
        : (await people.FindAsync(tenant, named, cancel))?.Customer ?? throw new Refused($"Unknown customer {named}.");

    private static void Check(FluentValidation.Results.ValidationResult result)
    {
        if (!result.IsValid) throw Refused.For([.. result.Errors.Select(error => error.ErrorMessage)]);
    }

    private static DateOnly? Day(string? text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    private sealed record Tried(Guid Run, string Digest, TrialResult Result, double Seconds);
}
