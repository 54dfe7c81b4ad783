using System.CommandLine;
using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using Spectre.Console;

namespace CustomerTiering.Api.Commands;

/// <summary>How the companies' logs and read models stand.</summary>
internal static class StatusCommand
{
    internal static Command Create()
    {
        var status = new Command("status", "Companies, and how far each read model and each follower of the log has got.");
        status.Runs(async (context, cancel) =>
        {
            var admin = context.Services.GetRequiredService<ProjectionAdmin>();
            var tenants = context.Services.GetRequiredService<Tenants>();
            var rows = new List<Row>();
            foreach (var tenant in await admin.TenantsAsync(cancel))
                rows.Add(new(tenant.Value, await tenants.NameAsync(tenant, cancel), await admin.StatusAsync(tenant, cancel), await admin.FollowersAsync(tenant, cancel)));
            return new(new { tenants = rows }, console => Show(console, rows));
        });
        return status;
    }

    private static void Show(IAnsiConsole console, List<Row> rows)
    {
        var table = new Table().AddColumns("company", "read model or follower", "generation", "state", "position", "behind", "why");
        foreach (var row in rows)
        {
            if (row.Projections.Count == 0) table.AddRow($"{Markup.Escape(row.Name ?? "")} {row.Tenant}", "", "", "", "", "", "");
            foreach (var one in row.Projections)
                table.AddRow(Markup.Escape(row.Name ?? ""), one.Name, $"{one.Generation}", $"{one.State}", $"{one.Position}", $"{one.Lag}", Markup.Escape(one.Reason ?? ""));
            foreach (var one in row.Followers)
                table.AddRow(
                    Markup.Escape(row.Name ?? ""), one.Name, "", one.StoppedAt is null ? "Following" : "Stopped", $"{one.Position}", $"{one.Lag}", Markup.Escape(one.Reason ?? ""));
        }
        console.Write(table);
    }

    private sealed record Row(Guid Tenant, string? Name, IReadOnlyList<ProjectionStatus> Projections, IReadOnlyList<FollowerStatus> Followers);
}
