using System.CommandLine;
using CustomerTiering.Api.Hosting;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Paper;

namespace CustomerTiering.Api.Commands;

/// <summary>Tries a policy on facts from files: decisions as NDJSON, without a database.</summary>
internal static class DecideCommand
{
    internal static Command Create()
    {
        var policy = new Option<string>("--policy") { Description = "The policy: a JSON file.", Required = true };
        var facts = new Option<string>("--facts") { Description = "The facts: an NDJSON file.", Required = true };
        var lifecycle = new Option<string?>("--lifecycle") { Description = "The lifecycle: a JSON file, for a policy that names stages." };
        var asOf = new Option<string?>("--as-of") { Description = "One review as of this day." };
        var from = new Option<string?>("--from") { Description = "The first day of a range, as if the policy came into force on it." };
        var to = new Option<string?>("--to") { Description = "The last day of the range (inclusive)." };
        var every = new Option<string?>("--every") { Description = "With a range: also print the standing at this interval, such as P1M." };
        var final = new Option<bool>("--final") { Description = "With --every: also print the standing on the last day." };
        var held = new Option<string?>("--held") { Description = "The tier held by every customer who joined by the start." };
        var since = new Option<string?>("--since") { Description = "The first day of the held tier. Default: the day of joining." };
        var expires = new Option<string?>("--expires") { Description = "The last day of its validity. Default: no guarantee." };
        var graceEnds = new Option<string?>("--grace-ends") { Description = "The last day of its grace period." };
        var decide = new Command("decide", "Decides tiers on paper, without a database, and prints the decisions as NDJSON.")
        {
            policy, facts, lifecycle, asOf, from, to, every, final, held, since, expires, graceEnds,
        };
        decide.RunsWithoutDatabase(async (parsed, _, cancel) =>
        {
            var options = new PaperOptions(
                parsed.GetValue(asOf), parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(every), parsed.GetValue(final),
                parsed.GetValue(held), parsed.GetValue(since), parsed.GetValue(expires), parsed.GetValue(graceEnds));
            var (ruled, stated) = (await InputFile.ReadAsync(parsed.GetRequiredValue(policy), cancel),
                await InputFile.ReadAsync(parsed.GetRequiredValue(facts), cancel));
            ReadOnlyMemory<byte>? stages = parsed.GetValue(lifecycle) is { } file
                ? await InputFile.ReadAsync(file, cancel) : default(ReadOnlyMemory<byte>?);
            var trial = PaperTrial.Run(ruled, stated, options, CanonicalJson.Write, stages);
            if (trial.Lines is null) throw Refused.For(trial.Refusals);
            // Always a line feed, on every operating system.
            await parsed.InvocationConfiguration.Output.WriteAsync(string.Concat(trial.Lines.Select(line => line + '\n')).AsMemory(), cancel);
            return Answer.None;
        });
        return decide;
    }
}
