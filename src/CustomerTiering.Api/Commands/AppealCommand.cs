using System.CommandLine;
using CustomerTiering.Api.Commands.Reports;
using CustomerTiering.Appeals;

namespace CustomerTiering.Api.Commands;

/// <summary>Lists the appeals of all customers.</summary>
internal static class AppealCommand
{
    internal static Command Create()
    {
        var state = Listing.State(AppealLists.States);
        var list = new Command("list", "Lists appeals, the most urgent first.") { state };
        list.Runs(async (context, cancel) =>
        {
            var tenant = await context.TenantAsync(cancel);
            await context.Services.SettleAsync(tenant, cancel);
            var lists = context.Services.GetRequiredService<AppealLists>();
            var all = await Listing.AllAsync(cursor => lists.ReadAsync(tenant, context.Parsed.GetValue(state), Http.PageSize.Max, cursor, cancel));
            var rows = all.ConvertAll(one => new Row(
                one.State.Deadline, one.Id, one.State.Customer, one.State.Ladder, one.State.Decision, one.State.Status, lists.IsOverdue(one.State),
                one.State.Filed.By,
                one.State.Review?.By, one.State.NewDecision, one.State.Override));
            return new(rows, ReportRows.Of<Row>(rows).Show);
        });
        return new("appeal", "Appeals against tier decisions.") { list };
    }

    private sealed record Row(
        DateOnly Deadline, Guid Id, Guid Customer, string Ladder, Guid Decision, AppealStatus Status, bool Overdue, string FiledBy, string? Reviewer,
        Guid? NewDecision,
        Guid? Override);
}
