using System.CommandLine;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Tiering.Reading;
using Spectre.Console;

namespace CustomerTiering.Api.Commands;

/// <summary>Shows the status of all companies' logs and read models.</summary>
internal static class StatusCommand
{
    internal static Command Create()
    {
        var verify = new Option<bool>("--verify")
        { Description = "Verify every event of every log: positions, leaf hashes, and the columns beside the leaf." };
        var status = new Command("status", "Shows the companies and the progress of each read model and follower.") { verify };
        status.Runs(async (context, cancel) =>
        {
            var admin = context.Services.GetRequiredService<ProjectionAdmin>();
            var tenants = context.Services.GetRequiredService<Tenants>();
            var check = context.Parsed.GetValue(verify) ? new LogCheck(context.Services.GetRequiredService<LogReader>()) : null;
            var amounts = context.Services.GetRequiredService<UncountedAmounts>();
            var rows = new List<Row>();
            foreach (var tenant in await admin.TenantsAsync(cancel))
            {
                var verdict = check is null ? null : await check.RunAsync(tenant, cancel);
                rows.Add(new(
                    tenant.Value, await tenants.NameAsync(tenant, cancel), verdict, await admin.StatusAsync(tenant, cancel),
                    await admin.FollowersAsync(tenant, cancel),
                    await amounts.CurrenciesAsync(tenant, cancel)));
            }
            return new(new { tenants = rows }, console => Show(console, rows)) { Code = rows.Exists(row => row.Log?.DamagedAt is not null) ? 5 : 0 };
        });
        return status;
    }

    private static void Show(IAnsiConsole console, List<Row> rows)
    {
        foreach (var row in rows)
        {
            if (row.Log is { } log)
                console.WriteLine(log.Damage ?? $"The log of {row.Name} {row.Tenant} is intact up to position {log.Position}.");
        }
        foreach (var row in rows)
            foreach (var one in row.Uncounted)
                console.WriteLine(
                    $"{row.Name} {row.Tenant}: amounts in {one.Currency} do not count on {one.Ladder} because the policy has no rate for their "
                        + $"days; list them with: report uncounted");
        var table = new Table().AddColumns("company", "read model or follower", "generation", "state", "position", "behind", "why");
        foreach (var row in rows)
        {
            if (row.Projections.Count == 0) table.AddRow($"{Markup.Escape(row.Name ?? "")} {row.Tenant}", "", "", "", "", "", "");
            foreach (var one in row.Projections)
                table.AddRow(Markup.Escape(row.Name ?? ""), one.Name, $"{one.Generation}", $"{one.State}", $"{one.Position}", $"{one.Lag}",
                    Markup.Escape(one.Reason ?? ""));
            foreach (var one in row.Followers)
                table.AddRow(
                    Markup.Escape(row.Name ?? ""), one.Name, "", one.StoppedAt is null ? "Following" : "Stopped", $"{one.Position}", $"{one.Lag}",
                    Markup.Escape(one.Reason ?? ""));
        }
        console.Write(table);
    }

    private sealed record Row(
        Guid Tenant, string? Name, LogVerdict? Log, IReadOnlyList<ProjectionStatus> Projections, IReadOnlyList<FollowerStatus> Followers,
        IReadOnlyList<UncountedCurrency> Uncounted);
}
