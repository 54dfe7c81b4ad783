using System.Reflection;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Events;
using CustomerTiering.Facts;
using CustomerTiering.Persons;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Values;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace CustomerTiering.Benchmarks;

/// <summary>Fills a log with customers' facts, and puts the policy of the benchmarks in force.</summary>
internal static class FactsDatabase
{
    /// <summary>The policy of <c>Policies/membership.json</c>.</summary>
    internal static byte[] Policy { get; } = Resource("membership.json");

    /// <summary>Facts of so many customers, so many of each, interleaved.</summary>
    internal static async Task FillAsync(AppendDatabase database, int customers, int factsEach)
    {
        await using var fill = database.OwnerSource.CreateCommand(System.Text.Encoding.UTF8.GetString(Resource("facts.sql")));
        fill.Parameters.Add(new() { Value = database.Tenant.Value });
        fill.Parameters.Add(new() { Value = (long)customers });
        fill.Parameters.Add(new() { Value = factsEach });
        fill.CommandTimeout = 0;
        await fill.ExecuteNonQueryAsync();
        await database.ExecuteAsync(
            $"update log_head set position = {(long)customers * factsEach}, recorded = '2026-02-01' where tenant_id = '{database.Tenant}'");
        await database.ExecuteAsync("vacuum (analyze) event");
        await database.ExecuteAsync("checkpoint");
    }

    /// <summary>The policy as it is after it was drafted, submitted, approved and put in force.</summary>
    internal static async Task PutInForceAsync(
        AppendDatabase database, LogWriter writer, EventSerializer serializer, DateOnly from, byte[]? policy = null)
    {
        if (!StandardKind.TierPolicy.Read(policy ?? Policy, null).TryGet(out var text, out var problem))
            throw new InvalidOperationException(problem.Detail);
        if (!ZoneRules.TryFind(text.TimeZone, out var zone)) throw new InvalidOperationException($"No zone {text.TimeZone}.");
        var stream = StandardKind.TierPolicy.Stream(text.Name);
        object[] bodies =
        [
            new StandardDrafted(1, text.Document, text.Digest), new StandardSubmitted(1, text.Digest),
            new StandardApproved(1, text.Digest, zone.ToJson(), StandardKind.DigestOf(text.Document, zone.ToJson()), null),
            new StandardPutInForce(1, from),
        ];
        var events = bodies.Select(
            body => serializer.Write(database.Tenant, stream, body, new(AppendDatabase.RandomId(), DateTimeOffset.UtcNow, null))).ToList();
        if (await writer.AppendAsync(new(database.Tenant, "svc:benchmark", [new(stream, 0, events)])) is not AppendOutcome.Appended)
            throw new InvalidOperationException("Refused.");
    }

    /// <summary>
    /// Follows the log with what a run reads and nothing else: other read models cost time, and other followers would decide before the run does.
    /// </summary>
    internal static async Task CatchUpAsync(AppendDatabase database, IServiceProvider services, IReadOnlyCollection<string> reads)
    {
        HashSet<string> names = [CustomerFactsProjection.ProjectionName, MergedPersons.FollowerName, .. reads];
        await Projections(database, services, names).CatchUpAsync(database.Tenant, default);
        await new FollowerWorker(
            database.Source, [.. services.GetServices<Follower>().Where(one => names.Contains(one.Name))], [], TimeProvider.System,
            services.GetRequiredService<ILogger<FollowerWorker>>()).CatchUpAsync(database.Tenant, default);
    }

    /// <summary>Keeps up the read models of these names.</summary>
    internal static ProjectionWorker Projections(AppendDatabase database, IServiceProvider services, IReadOnlyCollection<string> names) => new(
        database.Source, [.. services.GetServices<Projection>().Where(one => names.Contains(one.Name))], new(), TimeProvider.System,
        services.GetRequiredService<ILogger<ProjectionWorker>>());

    private static byte[] Resource(string name)
    {
        var assembly = Assembly.GetExecutingAssembly();
        using var stream =
            assembly.GetManifestResourceStream(assembly.GetManifestResourceNames().Single(one => one.EndsWith(name, StringComparison.Ordinal)))!;
        using var copy = new MemoryStream();
        stream.CopyTo(copy);
        return copy.ToArray();
    }
}
