using System.CommandLine;
using CustomerTiering.Api.Hosting;
using CustomerTiering.EventLog.Sql;
using Spectre.Console;

namespace CustomerTiering.Api.Commands;

/// <summary>Migrates the database, as the owner of its tables.</summary>
internal static class MigrateCommand
{
    internal static Command Create()
    {
        var migrate = new Command("migrate", "Applies pending migrations, as the owner (ConnectionStrings__Owner).");
        migrate.RunsUnprepared(async (context, cancel) =>
        {
            var applied = await Migrations.ApplyAsync(context.Settings.OwnerConnection, EventLogServices.Migrations, cancel);
            return new(new { applied }, console => console.WriteLine(
                applied.Count == 0 ? "No pending migrations." : $"Applied: {string.Join(", ", applied)}"));
        });
        return migrate;
    }
}
