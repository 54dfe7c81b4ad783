using System.CommandLine;
using CustomerTiering.Api.Commands.Reports;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Tiering.Overrides;

namespace CustomerTiering.Api.Commands;

/// <summary>Lists the overrides of all customers.</summary>
internal static class OverrideCommand
{
    internal static Command Create()
    {
        var state = Listing.State(OverrideLists.States);
        var list = new Command("list", "Lists overrides; open means waiting for approval.") { state };
        list.Runs(async (context, cancel) =>
        {
            var tenant = await context.TenantAsync(cancel);
            await context.Services.SettleAsync(tenant, cancel);
            var lists = context.Services.GetRequiredService<OverrideLists>();
            var all = await Listing.AllAsync(cursor => lists.ReadAsync(tenant, context.Parsed.GetValue(state), Http.PageSize.Max, cursor, cancel));
            var rows = all.ConvertAll(one => new Row(
                one.Customer, one.Ladder, one.Record.Id, one.Status, one.Record.Kind, one.Record.Tier, one.Record.FirstDay ?? one.Record.From,
                one.Record.LastDay ?? one.Record.Until, one.Record.Reason, one.Record.Request.By,
                [.. one.Record.Approvals.Select(approval => approval.By)], one.Record.Needed));
            return new(rows, ReportRows.Of<Row>(rows).Show);
        });
        return new("override", "Overrides of customer tiers.") { list };
    }

    private sealed record Row(
        Guid Customer, string Ladder, Guid Id, OverrideStatus Status, OverrideKind Kind, string Tier, DateOnly From, DateOnly Until, string Reason,
        string RequestedBy,
        IReadOnlyList<string> ApprovedBy, int Needed);
}
