using CustomerTiering.EventLog.Sql;
using CustomerTiering.Http.Json;
using CustomerTiering.Persons;
using CustomerTiering.Tiering.Reading;
using Npgsql;

namespace CustomerTiering.Api.Hosting;

/// <summary>The readiness of the server.</summary>
/// <param name="Status"><c>ok</c>, <c>degraded</c> (everything is served, with warnings) or <c>failing</c>.</param>
/// <param name="Database">Whether the database answers.</param>
/// <param name="Migrated">Whether it has all migrations of this program.</param>
/// <param name="Key">Whether the master key belongs to the database.</param>
/// <param name="Uncounted">Ladders with amounts that do not count because the policy has no exchange rate for them; null if all count.</param>
public sealed record Readiness(string Status, bool Database, bool Migrated, bool Key, IReadOnlyList<UncountedCurrency>? Uncounted = null);

/// <summary>Health probes, without a token; they reveal nothing about stored data.</summary>
internal static class Health
{
    internal static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().WithTags("Health");
        health.MapGet("/live", () => TypedResults.Json(new { status = "ok" }, JsonSettings.Options))
            .WithName("Live").WithSummary("Check whether the process responds");
        health.MapGet("/ready", ReadyAsync).WithName("Ready")
            .WithSummary("Check database, migrations and master key, and list the amounts that do not count because a rate is missing");
        health.MapGet("/projections", ProjectionHealth.HandleAsync)
            .WithName("Projections").WithSummary("Get the lag of each read model, and the reason if it is stopped");
    }

    private static async Task<IResult> ReadyAsync(
        NpgsqlDataSource source, KeyFingerprint fingerprint, UncountedHealth uncounted, CancellationToken cancel)
    {
        var (database, migrated) = await LookAsync(source, cancel);
        var key = database && migrated && await fingerprint.AgreesAsync(cancel);
        if (!(database && migrated && key))
            return TypedResults.Json(
                new Readiness("failing", database, migrated, key), JsonSettings.Options, statusCode: StatusCodes.Status503ServiceUnavailable);
        var open = await uncounted.CurrenciesAsync(cancel);
        return TypedResults.Json(
            new Readiness(open.Count == 0 ? "ok" : "degraded", database, migrated, key, open.Count == 0 ? null : open), JsonSettings.Options);
    }

    private static async Task<(bool Database, bool Migrated)> LookAsync(NpgsqlDataSource source, CancellationToken cancel)
    {
        try
        {
            await using var command = source.CreateCommand("select count(*) from schema_migration");
            command.CommandTimeout = 2;
            var applied = (long)(await command.ExecuteScalarAsync(cancel))!;
            return (true, applied >= MigrationSet.Log.Scripts.Count + EventLogServices.Migrations.Sum(set => set.Scripts.Count));
        }
        catch (PostgresException missing) when (missing.SqlState is PostgresErrorCodes.UndefinedTable or PostgresErrorCodes.InsufficientPrivilege)
        {
            return (true, false);
        }
        catch (NpgsqlException)
        {
            return (false, false);
        }
    }
}
