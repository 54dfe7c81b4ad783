using CustomerTiering.EventLog;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.EventLog.Read;
using CustomerTiering.Facts;
using CustomerTiering.Lifecycle;
using CustomerTiering.Policies;
using CustomerTiering.Satisfaction;
using CustomerTiering.Segments;
using CustomerTiering.ServicePlans;
using CustomerTiering.Tiering.Reading;
using Spectre.Console;

namespace CustomerTiering.Api.Demo;

/// <summary>
/// Key figures of the demo company at the end of its history. Decisions are about tiers, on both ladders; tiers are those of the membership ladder.
/// The duration includes the start of the database.
/// </summary>
internal sealed record DemoFigures(
    int Customers, long Events, long Decisions, IReadOnlyDictionary<string, long> Tiers, IReadOnlyDictionary<string, long> Contribution,
    IReadOnlyDictionary<string, long> Stages, IReadOnlyDictionary<string, long> Plans, double Seconds)
{
    internal static async Task<(DemoFigures Figures, IReadOnlyList<SatisfactionRow> Satisfaction)> ReadAsync(
        IServiceProvider services, TenantId tenant, DateOnly day, double seconds, CancellationToken cancel)
    {
        var reports = services.GetRequiredService<TierReports>();
        var tiers = (await reports.DistributionAsync(tenant, null, DayOfEach.On(day), SegmentFilter.Everybody, cancel)).Value;
        var stages = (await services.GetRequiredService<StageReports>().DistributionAsync(tenant, day, SegmentFilter.Everybody, cancel)).Value;
        var plans = (await services.GetRequiredService<PlanReports>().CountsAsync(tenant, DayOfEach.On(day), SegmentFilter.Everybody, cancel)).Value;
        var months = await ReportSatisfaction.RowsAsync(services.GetRequiredService<ReadModels>(), tenant, $"{day.AddMonths(-5):yyyy-MM}",
            $"{day:yyyy-MM}", "Asia/Shanghai", SegmentFilter.Everybody, cancel);
        var figures = new DemoFigures(
            (await services.GetRequiredService<FactsStore>().CustomersAsync(tenant, cancel)).Count,
            (await services.GetRequiredService<LogReader>().HeadAsync(tenant, cancel)).Position,
            await reports.DecisionsAsync(tenant, cancel), Of("membership"), Of("contribution"),
            stages.ToDictionary(one => one.Stage, one => one.Customers), plans.ToDictionary(one => one.Plan, one => one.Customers), seconds);
        return (figures, months.TryGet(out var rows, out _) ? rows : []);

        IReadOnlyDictionary<string, long> Of(string ladder) =>
            tiers.Where(one => one.Ladder == ladder).ToDictionary(one => one.Tier, one => one.Customers);
    }

    internal void Show(IAnsiConsole console, IReadOnlyList<SatisfactionRow> satisfaction)
    {
        foreach (var (title, counts) in ((string, IReadOnlyDictionary<string, long>)[])[
            ("membership tier", Tiers), ("contribution tier", Contribution), ("lifecycle stage", Stages), ("service plan", Plans)])
        {
            var table = new Table().AddColumn(title).AddColumn("customers", column => column.RightAligned());
            foreach (var (code, count) in counts.OrderByDescending(one => one.Value)) table.AddRow(Markup.Escape(code), $"{count}");
            console.Write(table);
        }
        var surveys = new Table().AddColumns("month", "survey", "answers", "response", "CSAT 4–5", "mean", "NPS");
        foreach (var row in satisfaction)
            surveys.AddRow(row.Month, row.Survey, $"{row.Answers}", Text(row.ResponseRate), Text(row.TopTwoBox), Text(row.Mean), Text(row.Nps));
        console.Write(surveys);
        console.WriteLine(FormattableString.Invariant($"{Customers} customers, {Events} events, {Decisions} decisions, ready in {Seconds:0.0} s."));

        static string Text(decimal? value) => value is { } number ? Http.Json.DecimalConverter.Text(number) : "";
    }
}
