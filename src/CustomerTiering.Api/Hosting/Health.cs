using CustomerTiering.EventLog.Sql;
using CustomerTiering.Http.Json;
using CustomerTiering.Persons;
using Npgsql;

namespace CustomerTiering.Api.Hosting;

/// <summary>How a part of the server is.</summary>
/// <param name="Status"><c>ok</c> or <c>failing</c>.</param>
/// <param name="Database">Whether the database answers.</param>
/// <param name="Migrated">Whether it has the tables that this program needs.</param>
/// <param name="Key">Whether the master key is the one that the database was first used with.</param>
public sealed record Readiness(string Status, bool Database, bool Migrated, bool Key);

/// <summary>What probes ask, without a token: it tells nothing of what is stored.</summary>
internal static class Health
{
    internal static void MapHealth(this IEndpointRouteBuilder routes)
    {
        var health = routes.MapGroup("/health").AllowAnonymous().WithTags("Health");
        health.MapGet("/live", () => TypedResults.Json(new { status = "ok" }, JsonSettings.Options)).WithName("Live").WithSummary("Whether the process answers");
        health.MapGet("/ready", ReadyAsync).WithName("Ready").WithSummary("Whether commands and queries can be served: database, migrations and master key");
        health.MapGet("/projections", ProjectionHealth.HandleAsync).WithName("Projections").WithSummary("How far behind each read model is, and why it is stopped if it is");
    }

    private static async Task<IResult> ReadyAsync(NpgsqlDataSource source, KeyFingerprint fingerprint, CancellationToken cancel)
    {
        var (database, migrated) = await LookAsync(source, cancel);
        var key = database && migrated && await fingerprint.AgreesAsync(cancel);
        var status = database && migrated && key ? StatusCodes.Status200OK : StatusCodes.Status503ServiceUnavailable;
        return TypedResults.Json(new Readiness(status == StatusCodes.Status200OK ? "ok" : "failing", database, migrated, key), JsonSettings.Options, statusCode: status);
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
