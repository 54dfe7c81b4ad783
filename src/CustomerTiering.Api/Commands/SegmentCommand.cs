using System.CommandLine;
using CustomerTiering.Api.Hosting;
using CustomerTiering.Customers;
using CustomerTiering.Policies;
using CustomerTiering.Rules.Paper;
using CustomerTiering.Segments;
using Spectre.Console;

namespace CustomerTiering.Api.Commands;

/// <summary>Lists and assesses segments; they are installed like policies.</summary>
internal static class SegmentCommand
{
    internal static Command Create() => new("segment", "Lists segments and assesses who is in them.") { List(), Assess() };

    private static Command List()
    {
        var list = new Command("list", "Lists all versions of all segments, with the number of customers in each today.");
        list.Runs(async (context, cancel) =>
        {
            var tenant = await context.TenantAsync(cancel);
            await context.Services.SettleAsync(tenant, cancel);
            var today = await context.Services.GetRequiredService<TodayOfStandards>().OfSegmentsAsync(tenant, cancel);
            var standards = context.Services.GetRequiredService<StandardsInForce>();
            var counted = await context.Services.GetRequiredService<SegmentReports>().CountsAsync(tenant, today, SegmentFilter.Everybody, cancel);
            var counts = counted.Value.ToDictionary(count => count.Segment, count => count.Customers);
            var defined = (await standards.ListAsync(tenant, StandardKind.Segment, cancel))
                .Select(one => new Row(one.Name, one.Version, one.Status, one.From, counts.GetValueOrDefault(one.Name))).ToList();
            // Segments that sources stated but nobody defined.
            var stated = counts.Where(count => defined.All(one => one.Segment != count.Key))
                .Select(count => new Row(count.Key, null, null, null, count.Value));
            List<Row> all = [.. defined, .. stated.OrderBy(row => row.Segment, StringComparer.Ordinal)];
            return new(all, console => Show(console, all));
        });
        return list;
    }

    private static Command Assess()
    {
        var asOf = new Option<string?>("--as-of") { Description = "Assess all customers as of this day." };
        var from = new Option<string?>("--from")
        { Description = "The first day of a range: assesses the history day by day, for example after an import." };
        var to = new Option<string?>("--to") { Description = "The last day of the range (inclusive)." };
        var segment = new Option<string?>("--segment") { Description = "Only this segment. Default: all computed segments." };
        var actor = new Option<string>("--as") { Description = "The name of the person who requests it.", DefaultValueFactory = _ => "operator" };
        var assess = new Command("assess", "Assesses segment membership as of a day or over a range of days, and records entries and exits.")
            { asOf, from, to, segment, actor };
        assess.Validators.Add(parsed =>
        {
            foreach (var mistake in new PaperOptions(parsed.GetValue(asOf), parsed.GetValue(from), parsed.GetValue(to)).Read(out _, out _))
                parsed.AddError(mistake + ".");
        });
        assess.Runs(async (context, cancel) =>
        {
            var parsed = context.Parsed;
            new PaperOptions(parsed.GetValue(asOf), parsed.GetValue(from), parsed.GetValue(to)).Read(out var span, out _);
            var (services, tenant) = (context.Services, await context.TenantAsync(cancel));
            await services.SettleAsync(tenant, cancel);
            var standards = await services.GetRequiredService<StandardsInForce>().SegmentsAsync(tenant, cancel);
            var computed = ComputedSegments.Of(standards).Select(one => one.Code).ToList();
            if (computed.Count == 0)
                throw new Refused("No segment is in force; put one in force with: policy install FILE --as AUTHOR --approve-as APPROVER");
            if (parsed.GetValue(segment) is { } named && !computed.Contains(named))
                throw new Refused($"No computed segment {named} is in force. Computed segments: {string.Join(", ", computed)}.");
            var scope = new SegmentScope(
                (span as PaperSpan.AsOf)?.Day, (span as PaperSpan.Between)?.From, (span as PaperSpan.Between)?.To, parsed.GetRequiredValue(actor),
                parsed.GetValue(segment));
            var runs = services.GetRequiredService<SegmentRuns>();
            if (await runs.RefusalAsync(tenant, scope.Segment, scope, cancel) is { } refusal) throw Refused.Of(refusal);
            var ended = await services.RunAsync(runs, tenant, scope, "assessing", context.Console, cancel);
            var result = SegmentRuns.ResultOf(ended) ?? SegmentRunResult.None;
            await services.SettleAsync(tenant, cancel);
            result = result with { Failures = await services.GetRequiredService<FailedCustomers>().NamedAsync(tenant, result.Failures, cancel) };
            return new(result, console => Show(console, result)) { Code = FailedRun.Tell(context, result.Failed, result.Failures) };
        });
        return assess;
    }

    private static void Show(IAnsiConsole console, List<Row> rows)
    {
        var table = new Table().AddColumns("segment", "version", "status", "from", "customers");
        foreach (var row in rows)
            table.AddRow(Markup.Escape(row.Segment), $"{row.Version}", row.Status is { } status ? $"{status}" : "Stated", $"{row.From:yyyy-MM-dd}",
                $"{row.Customers}");
        console.Write(table);
    }

    private static void Show(IAnsiConsole console, SegmentRunResult result)
    {
        var table = new Table().AddColumns("segment", "entered", "left");
        foreach (var segment in result.Entered.Keys.Union(result.Left.Keys).Order(StringComparer.Ordinal))
            table.AddRow(Markup.Escape(segment), $"{result.Entered.GetValueOrDefault(segment)}", $"{result.Left.GetValueOrDefault(segment)}");
        console.Write(table);
        foreach (var failure in result.Failures) console.WriteLine(FailedRun.Line(failure));
        console.WriteLine($"{result.Customers} customers.");
    }

    private sealed record Row(string Segment, int? Version, StandardStatus? Status, DateOnly? From, long Customers);
}
