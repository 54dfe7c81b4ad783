using System.CommandLine;
using CustomerTiering.Api.Commands.Reports;
using CustomerTiering.Api.Hosting;
using CustomerTiering.Segments;
using CustomerTiering.Tiering.Reading;

namespace CustomerTiering.Api.Commands;

/// <summary>Prints a report as a table, CSV or JSON.</summary>
internal static class ReportCommand
{
    internal static Command Create()
    {
        var name = new Argument<string>("NAME") { Description = NamedReport.Names };
        var format = new Option<string?>("--format") { Description = "table (the default), csv or json." };
        var ladder = new Option<string?>(NamedReport.Ladder)
        { Description = "For tiers, migration, outlook, overdue and uncounted: only this ladder. Default: all." };
        var currency = new Option<string?>(NamedReport.Currency)
        { Description = "For customer-value and uncounted: only this currency. Required for customer-value if there are several." };
        var direction = new Option<string?>(NamedReport.Direction) { Description = "For outlook: rises or falls. Default: both." };
        var segment = new Option<string?>(NamedReport.Segment)
        { Description = "Only customers in this segment: today or, in a monthly report, at the end of each month." };
        var from = new Option<string?>(NamedReport.From)
        { Description = "For satisfaction: the first month, such as 2026-03. Default: three years ago." };
        var to = new Option<string?>(NamedReport.To) { Description = "For satisfaction: the last month (inclusive). Default: this month." };
        var timeZone = new Option<string?>(NamedReport.TimeZone)
        { Description = "For satisfaction: the time zone of the months, such as Asia/Shanghai. Default: UTC." };
        var report = new Command("report", "Prints a report over all customers.")
            { name, format, ladder, currency, direction, segment, from, to, timeZone };
        Option[] particular = [ladder, currency, direction, segment, from, to, timeZone];
        report.Validators.Add(parsed =>
        {
            if (parsed.GetValue(name) is not { } wanted) return;
            var found = NamedReport.All.FirstOrDefault(one => one.Name == wanted);
            if (found is null) parsed.AddError($"Unknown report {wanted}. Known reports: {NamedReport.Names}.");
            foreach (var option in particular.Where(
                option => found?.Takes.Contains(option.Name) == false && parsed.GetResult(option) is { Implicit: false }))
                parsed.AddError(
                    $"{option.Name} does not apply to {wanted}; it applies to "
                        + $"{string.Join(", ", NamedReport.All.Where(one => one.Takes.Contains(option.Name)).Select(one => one.Name))}.");
            if (parsed.GetValue(direction) is { } asked && !OutlookQuery.Directions.Contains(asked))
                parsed.AddError($"--direction: '{asked}' is not one of {string.Join(", ", OutlookQuery.Directions)}.");
            var form = parsed.GetValue(format);
            if (form is not (null or "table" or "csv" or "json")) parsed.AddError($"--format: '{form}' is not one of table, csv, json.");
            else if (form is not (null or "json") && parsed.GetValue(GlobalOptions.Json))
                parsed.AddError($"--json and --format {form} cannot be combined.");
        });
        report.Runs(async (context, cancel) =>
        {
            var found = NamedReport.All.First(one => one.Name == context.Parsed.GetRequiredValue(name));
            var form = context.Parsed.GetValue(format) ?? (context.Parsed.GetValue(GlobalOptions.Json) ? "json" : "table");
            var tenant = await context.TenantAsync(cancel);
            await context.Services.SettleAsync(tenant, cancel);
            var members = Refused.Unless(
                await context.Services.GetRequiredService<SegmentFilters>().ReadAsync(tenant, context.Parsed.GetValue(segment), cancel));
            var months = new ReportMonths(context.Parsed.GetValue(from), context.Parsed.GetValue(to), context.Parsed.GetValue(timeZone));
            var request = new ReportRequest(
                tenant, context.Parsed.GetValue(ladder), context.Parsed.GetValue(currency), context.Parsed.GetValue(direction), members, months);
            var rows = await found.ReadAsync(context.Services, request, cancel);
            var output = context.Parsed.InvocationConfiguration.Output;
            if (form == "csv") await rows.WriteCsvAsync(output, cancel);
            if (form == "json") await output.WriteLineAsync(rows.Json);
            return form == "table" ? new(null, rows.Show) : Answer.None;
        });
        return report;
    }
}
