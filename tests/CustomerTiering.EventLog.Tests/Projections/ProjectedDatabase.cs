using System.Text;
using CustomerTiering.EventLog.Append;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;

namespace CustomerTiering.EventLog.Tests.Projections;

/// <summary>A log's database with the read models of the tests, and a writer to it.</summary>
public sealed class ProjectedDatabase : IAsyncLifetime
{
    private readonly LogDatabase _log = new();

    internal NpgsqlDataSource Source => _log.Source;

    internal NpgsqlDataSource OwnerSource => _log.OwnerSource;

    internal LogSignal Signal { get; } = new();

    internal LogWriter Writer { get; private set; } = null!;

    internal LogReader Reader => new(Source);

    internal ProjectionAdmin Admin => new(Source, TimeProvider.System);

    public async Task InitializeAsync()
    {
        await _log.InitializeAsync();
        await using var tables = OwnerSource.CreateCommand(
            """
            call tiering_read_model('spending', 'jsonb'); call tiering_read_model('broken_spending', 'jsonb'); call tiering_read_model('diary', 'bytea')
            """);
        await tables.ExecuteNonQueryAsync();
        Writer = new(_log.Runtime, TimeProvider.System, (_, _) => Signal.Appended());
    }

    public async Task DisposeAsync()
    {
        await Writer.DisposeAsync();
        await _log.DisposeAsync();
    }

    internal Task<TenantId> TenantAsync() => _log.TenantAsync();

    internal ProjectionWorker Worker(params Projection[] projections) =>
        new(Source, projections, Signal, TimeProvider.System, NullLogger<ProjectionWorker>.Instance);

    /// <summary>One purchase of each of these customers in turn, so many in all; the position of the last.</summary>
    internal async Task<long> PurchasesAsync(TenantId tenant, int count, IReadOnlyList<Guid> customers, string data = "{}")
    {
        var last = 0L;
        for (var done = 0; done < count; done += 500)
        {
            var events = Enumerable.Range(done, Math.Min(500, count - done))
                .Select(i => Given.Event(subject: customers[i % customers.Count], data: data));
            var appended = await Writer.AppendAsync(Given.Request(tenant, $"purchase/{Guid.NewGuid()}", null, [.. events]));
            last = Assert.IsType<AppendOutcome.Appended>(appended).LastPosition;
        }
        return last;
    }

    internal static Guid[] Customers(int count) => [.. Enumerable.Range(1, count).Select(i => new Guid(i, 0, 0, new byte[8]))];

    /// <summary>The rows of the live generation, as text by key.</summary>
    internal async Task<(int Generation, Dictionary<string, string> Rows)> RowsAsync(TenantId tenant, Projection projection)
    {
        var answer = await new ReadModels(Source).ReadAsync(tenant, [projection.Name], async snapshot =>
        {
            var generation = snapshot.Generation(projection.Name);
            var rows = await snapshot.QueryAsync(
                generation, $"select key, view::text from {projection.Table} where tenant_id = @tenant and generation = @generation",
                new Dictionary<string, object>(), row => KeyValuePair.Create(row.GetString(0), row.GetString(1)), default);
            return (generation, new Dictionary<string, string>(rows));
        }, default);
        return answer.Value;
    }

    /// <summary>What the log says that the rows of <see cref="Spending"/> must be, worked out without the runtime.</summary>
    internal async Task<Dictionary<string, string>> SpentAsync(TenantId tenant, long upTo = long.MaxValue) =>
        (await Reader.AllAsync(tenant))
            .Where(recorded => recorded.Position <= upTo && !Encoding.UTF8.GetString(recorded.Data.Span).Contains("left"))
            .GroupBy(recorded => recorded.Subject!.Value.ToString())
            .ToDictionary(events => events.Key, events => Text(new(events.Count(), events.Sum(recorded => recorded.Position))));

    internal static string Text(Spent spent) => $$"""{"Positions": {{spent.Positions}}, "Purchases": {{spent.Purchases}}}""";
}
