using System.CommandLine;
using System.Diagnostics;
using CustomerTiering.Api.Hosting;
using CustomerTiering.Customers;
using CustomerTiering.EventLog;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Paper;
using CustomerTiering.Tiering.Assessments;
using Spectre.Console;

namespace CustomerTiering.Api.Commands;

/// <summary>Assesses all customers, in this process.</summary>
internal static class AssessCommand
{
    internal static Command Create()
    {
        var asOf = new Option<string?>("--as-of") { Description = "Review all customers as of this day." };
        var from = new Option<string?>("--from") { Description = "The first day of a range: makes every decision that was due in it." };
        var to = new Option<string?>("--to") { Description = "The last day of the range (inclusive)." };
        var every = new Option<string?>("--every")
        { Description = "The interval between reviews, such as P1M. Default: the schedule of each policy." };
        var final = new Option<bool>("--final") { Description = "With --every: also review on the last day." };
        var ladder = new Option<string?>("--ladder") { Description = "Only this ladder. Default: all." };
        var actor = new Option<string>("--as") { Description = "The name of the person who requests it.", DefaultValueFactory = _ => "operator" };
        var assess = new Command("assess", "Assesses all customers as of a day, or over a range of days, and records the decisions.")
            { asOf, from, to, every, final, ladder, actor };
        assess.Validators.Add(parsed =>
        {
            var options =
                new PaperOptions(parsed.GetValue(asOf), parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(every), parsed.GetValue(final));
            foreach (var mistake in options.Read(out _, out _)) parsed.AddError(mistake + ".");
        });
        assess.Runs(async (context, cancel) =>
        {
            var parsed = context.Parsed;
            new PaperOptions(parsed.GetValue(asOf), parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(every), parsed.GetValue(final))
                .Read(out var span, out _);
            var command = span switch
            {
                PaperSpan.Between between =>
                    new StartAssessment(null, between.From, between.To, between.Every?.AsWritten, between.Final, parsed.GetValue(ladder)),
                _ => new StartAssessment(((PaperSpan.AsOf)span!).Day, null, null, null, null, parsed.GetValue(ladder)),
            };
            var clock = Stopwatch.StartNew();
            var tenant = await context.TenantAsync(cancel);
            await context.Services.SettleAsync(tenant, cancel);
            var ladders = (await context.Services.GetRequiredService<StandardsInForce>().LaddersAsync(tenant, cancel))
                .Select(one => one.Ladder).ToList();
            if (ladders.Count == 0)
                throw new Refused("No policy is in force; put one in force with: policy install FILE --as AUTHOR --approve-as APPROVER");
            if (command.Ladder is { } named && !ladders.Contains(named))
                throw new Refused($"Unknown ladder {named}. Known ladders: {string.Join(", ", ladders)}.");
            if (await context.Services.GetRequiredService<AssessmentDoor>().RefusalAsync(tenant, command.Ladder, command.Days, cancel) is { } refusal)
                throw Refused.Of(refusal);

            var result = await RunAsync(context.Services, tenant, command.ScopeFor(parsed.GetRequiredValue(actor)), context.Console, cancel);
            await context.Services.SettleAsync(tenant, cancel);
            var failures = await context.Services.GetRequiredService<FailedCustomers>().NamedAsync(tenant, result.Failures, cancel);
            result = result with { Failures = failures };
            var seconds = Math.Round(clock.Elapsed.TotalSeconds, 1);
            return new(
                new Summary(result.Customers, result.Decisions, result.Warnings, result.Matrix, result.Movers, result.Failed, result.Failures,
                    result.LeftToDayEnd, seconds), console => Show(console, result, seconds))
            {
                Code = FailedRun.Tell(context, result.Failed, result.Failures),
            };
        });
        return assess;
    }

    /// <summary>Creates the run and executes it.</summary>
    /// <exception cref="Refused">It did not finish.</exception>
    internal static async Task<AssessmentResult> RunAsync(
        IServiceProvider services, TenantId tenant, AssessmentScope scope, IAnsiConsole console, CancellationToken cancel)
    {
        var ended = await services.RunAsync(services.GetRequiredService<AssessmentRuns>(), tenant, scope, "assessing", console, cancel);
        return AssessmentRuns.ResultOf(ended) ?? AssessmentResult.None;
    }

    private static void Show(IAnsiConsole console, AssessmentResult result, double seconds)
    {
        var table = new Table().AddColumns("outcome", "decisions");
        foreach (var (outcome, count) in result.Decisions) table.AddRow(outcome, $"{count}");
        table.AddRow("warned", $"{result.Warnings}");
        console.Write(table);
        if (result.Matrix.Count > 0)
        {
            var matrix = new Table().AddColumns("ladder", "from", "to", "customers");
            foreach (var move in result.Matrix)
                matrix.AddRow(Markup.Escape(move.Ladder), Markup.Escape(move.From ?? "-"), Markup.Escape(move.To ?? "-"), $"{move.Customers}");
            console.Write(matrix);
        }
        foreach (var failure in result.Failures) console.WriteLine(FailedRun.Line(failure));
        if (result.LeftToDayEnd > 0) console.WriteLine($"Left to the end of today: {result.LeftToDayEnd} customers.");
        console.WriteLine($"{result.Customers} customers in {seconds} s.");
    }

    private sealed record Summary(
        int Customers, IReadOnlyDictionary<string, int> Decisions, int Warnings, IReadOnlyList<AssessedMove> Matrix,
        IReadOnlyList<AssessedMover> Movers, int Failed,
        IReadOnlyList<FailedCustomer> Failures, int LeftToDayEnd, double Seconds);
}
