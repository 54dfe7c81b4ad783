using System.CommandLine;
using CustomerTiering.Api.Hosting;
using CustomerTiering.EventLog.Projections;
using Spectre.Console;

namespace CustomerTiering.Api.Commands;

/// <summary>Rebuilds read models from the first event, beside the live ones, and switches.</summary>
internal static class RebuildCommand
{
    internal static Command Create()
    {
        var name = new Argument<string?>("PROJECTION") { Description = "The read model. Default: all.", Arity = ArgumentArity.ZeroOrOne };
        var rebuild = new Command("rebuild", "Rebuilds read models from the log. Queries see the old rows until the rebuild is complete.") { name };
        rebuild.Runs(async (context, cancel) =>
        {
            var known = context.Services.GetServices<Projection>().ToArray();
            var wanted = context.Parsed.GetValue(name) is { } one
                ? known.Where(projection => projection.Name == one).ToArray()
                : known;
            if (wanted.Length == 0)
                throw new Refused($"Unknown read model. Known read models: {string.Join(", ", known.Select(projection => projection.Name))}.");
            var tenant = await context.TenantAsync(cancel);
            var runner = context.Services.GetRequiredService<ProjectionRebuild>();
            var done = new List<Row>();
            foreach (var projection in wanted)
            {
                var outcome = await RunAsync(context.Console, runner, tenant, projection, cancel);
                done.Add(new(projection.Name, outcome.Generation, outcome.Position));
            }
            return new(new { tenant = tenant.Value, rebuilt = done }, console => console.WriteLine(
                string.Join('\n', done.Select(row => $"{row.Name}: generation {row.Generation}, position {row.Position}"))));
        });
        return rebuild;
    }

    private static Task<RebuildOutcome> RunAsync(
        IAnsiConsole console, ProjectionRebuild runner, EventLog.TenantId tenant, Projection projection, CancellationToken cancel) =>
        console.Progress().StartAsync(async progress =>
        {
            var task = progress.AddTask(projection.Name);
            var reached = new Progress<(long Position, long Head)>(at => task.Value(at.Head == 0 ? 100 : 100.0 * at.Position / at.Head));
            return await runner.RunAsync(tenant, projection, reached, cancel);
        });

    private sealed record Row(string Name, int Generation, long Position);
}
