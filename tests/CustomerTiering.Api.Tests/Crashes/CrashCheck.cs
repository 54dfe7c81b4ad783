using System.Net;
using System.Text;
using System.Text.Json;
using CustomerTiering.EventLog.Projections;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Paper;
using Microsoft.Extensions.DependencyInjection;

namespace CustomerTiering.Api.Tests.Crashes;

/// <summary>Looks at a company after a crash. What it finds is told in words; nothing found is an empty list.</summary>
internal sealed class CrashCheck(CrashCompany company, CrashWriters writers, IReadOnlyList<Family> families, CrashLadders ladders)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private const string Nothing = "nothing";
    private static readonly string[] Told = ["asOf", "trigger", "outcome", "held", "effectiveFrom", "position"];

    private readonly Dictionary<string, CompiledPolicy> _policies =
        ladders.Texts.ToDictionary(one => one.Key, one => CrashLadders.Compiled(one.Value));

    internal LogWatch Log { get; private set; } = new(company);

    private static DateOnly Today => DateOnly.FromDateTime(TimeProvider.System.GetUtcNow().UtcDateTime);

    /// <summary>While the writers write on: the log is whole, and whatever was acknowledged before it was read is in it.</summary>
    internal async Task<List<string>> WhileWritingAsync()
    {
        var (facts, merges) = (writers.Facts.Keys.ToList(), writers.Merges.Count);
        await Log.ReadAsync();
        List<string> found = [.. Log.Found];
        found.AddRange(facts.Where(fact => !Log.Facts.ContainsKey(fact)).Select(Lost));
        if (Log.Merges.Count < merges) found.Add($"{merges} merges and separations were acknowledged, {Log.Merges.Count} are there.");
        found.AddRange(writers.Faults);
        if (company.Host.HasEnded) found.Add($"The server ended by itself: {company.Host.LastWords}");
        return found;
    }

    /// <summary>
    /// Once the writers have stopped: what was acknowledged is there, and nothing else; all that follows from it has come to its end, and is right.
    /// </summary>
    internal async Task<List<string>> AtRestAsync(bool afresh)
    {
        var found = await AtEndAsync();
        if (found.Count > 0) return found;
        if (afresh) Log = new(company);
        found = await WhileWritingAsync();
        found.AddRange(Log.Facts.Keys.Where(fact => !writers.Facts.ContainsKey(fact)).Select(fact => $"{fact} is there and was not acknowledged."));
        if (!Log.Merges.SequenceEqual(writers.Merges))
            found.Add($"Merges and separations are not those acknowledged: {string.Join("; ", Log.Merges.Except(writers.Merges))}");
        var runs = await company.RowsAsync($"select run_id, state from run where tenant_id = '{company.Tenant}' and kind = 'assessment'");
        if (!runs.Order().SequenceEqual(writers.Assessments.Keys.Select(run => $"{run:D} done").Order()))
            found.Add($"Assessments are not those acknowledged, each done: {string.Join("; ", runs)}");
        found.AddRange(await StandingsAsync());
        return found;
    }

    /// <summary>A fresh assessment of everything decides nothing, and read models that are folded again are what they were.</summary>
    internal async Task<List<string>> AgainAsync()
    {
        var decided = Log.Decisions;
        await writers.AssessAsync(Today);
        var found = await AtRestAsync(afresh: false);
        if (Log.Decisions != decided) found.Add($"A fresh assessment made {Log.Decisions - decided} decisions.");
        foreach (var projection in company.Services.GetServices<Projection>()) found.AddRange(await RebuiltAsync(projection));
        return found;
    }

    private string Lost(Guid fact) => $"{writers.Facts[fact].Command.Line} was acknowledged and is lost.";

    /// <summary>Until followers, read models, runs and the timers that are due have come to their end; what is stopped never does.</summary>
    private async Task<List<string>> AtEndAsync()
    {
        using var patience = new CancellationTokenSource(Patience);
        for (var rested = 0; rested < 2; await Task.Delay(100, CancellationToken.None))
        {
            var stopped = await company.RowsAsync(
                $"select name, reason from follower where tenant_id = '{company.Tenant}' and stopped_at is not null union all select name, reason "
                    + $"from projection where tenant_id = '{company.Tenant}' and state = 'stopped'");
            if (stopped.Count > 0) return [.. stopped.Select(one => $"Stopped: {one}")];
            var working = await company.RowsAsync(
                $"""
                select 'follower', f.name, f.position from follower f join log_head h using (tenant_id) where f.position < h.position and tenant_id = '{company.Tenant}'
                union all select 'read model', p.name, p.position from projection p join log_head h using (tenant_id) where p.live and p.position < h.position and tenant_id = '{company.Tenant}'
                union all select 'timer', kind, 0 from timer_due where due <= now() and tenant_id = '{company.Tenant}'
                union all select 'run', kind, 0 from run where state = 'running' and tenant_id = '{company.Tenant}'
                """);
            rested = working.Count > 0 ? 0 : rested + 1;
            if (patience.IsCancellationRequested) return [$"Not at rest after {Patience.TotalMinutes:0} minutes: {string.Join("; ", working)}"];
        }
        return [];
    }

    /// <summary>Everybody's tiers as served are those that the same facts give on paper.</summary>
    private async Task<List<string>> StandingsAsync()
    {
        var found = new List<string>();
        using var reader = company.Reader;
        foreach (var family in families)
            foreach (var customer in family.Customers)
            {
                var served = await ServedAsync(reader, customer);
                foreach (var (ladder, policy) in _policies)
                    if (served.GetValueOrDefault(ladder, Nothing) is var stands && OnPaper(policy, family, customer) is var paper && stands != paper)
                        found.Add($"{family.Names[0]} {customer} on {ladder}: {stands}, on paper {paper}. Last: "
                            + $"{await HistoryAsync(reader, customer, ladder)}");
            }
        return found;
    }

    /// <summary>The held tiers by ladder; a ladder on which nothing is held is left out.</summary>
    private static async Task<Dictionary<string, string>> ServedAsync(HttpClient reader, Guid customer)
    {
        var tiers = await CrashCompany.AnsweringAsync(
            async () => JsonDocument.Parse(await reader.GetStringAsync($"/api/v1/customers/{customer:D}/tiers")).RootElement);
        string Member(JsonElement tier, string name) => tier.TryGetProperty(name, out var value) ? value.GetString() ?? "-" : "-";
        return tiers.EnumerateArray().Where(tier => Member(tier, "held") != "-").ToDictionary(
            tier => Member(tier, "ladder"), tier =>
                $"{Member(tier, "held")} {Member(tier, "heldFrom")} {Member(tier, "validUntil")} {Member(tier, "graceEnds")}");
    }

    /// <summary>The last decisions, for whoever looks for the cause.</summary>
    private static async Task<string> HistoryAsync(HttpClient reader, Guid customer, string ladder)
    {
        using var answer = await reader.GetAsync($"/api/v1/customers/{customer:D}/tiers/{ladder}/history");
        if (answer.StatusCode == HttpStatusCode.NotFound) return Nothing;
        var lines = JsonDocument.Parse(await answer.Content.ReadAsStringAsync()).RootElement.EnumerateArray();
        return string.Join("; ", lines.TakeLast(
            8).Select(line => string.Join(' ', line.EnumerateObject().Where(member => Told.Contains(member.Name)).Select(member => member.Value))));
    }

    /// <summary>
    /// A duplicate holds nothing, whether or not it held something before the merge; after a separation it stands as if it had never been one.
    /// </summary>
    private string OnPaper(CompiledPolicy policy, Family family, Guid customer)
    {
        if (family.Merged is { } pair && pair.Duplicate == customer) return Nothing;
        HashSet<Guid> counting = family.Merged is { } one ? [one.Survivor, one.Duplicate] : [customer];
        var lines = writers.Facts.Where(fact => counting.Contains(fact.Value.Customer))
            .OrderBy(fact => Log.Facts[fact.Key]).Select(fact => fact.Value.Command);
        var reading =
            FactBook.Read([.. lines.Select(command => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(family.AsOne(command.Line)))], policy.Zone);
        if (reading.Book is not { } book) return $"line {reading.Line}: {string.Join(", ", reading.Errors)}";
        var entries = PaperRun.Run(policy, book, new PaperSpan.Between(ladders.From, Today)).Entries!;
        var last = entries.Select(entry => entry.Entry).OfType<TimelineEntry.Decided>().Last().Decision;
        return $"{last.Held} {last.EffectiveFrom:yyyy-MM-dd} {Text(last.ValidUntil)} {Text(last.GraceEnds)}";
    }

    private static string Text(DateOnly? day) => day is { } date ? $"{date:yyyy-MM-dd}" : "-";

    private async Task<List<string>> RebuiltAsync(Projection projection)
    {
        var rows = $"select t.key || ' ' || md5(t.view::text) from {projection.Table} t join projection p using (tenant_id, generation) where "
            + $"p.name = '{projection.Name}' and p.live and tenant_id = '{company.Tenant}' order by 1";
        var live = await company.RowsAsync(rows);
        await company.Services.GetRequiredService<ProjectionRebuild>().RunAsync(company.Tenant, projection, null, default);
        var differ = live.Except(await company.RowsAsync(rows)).ToList();
        return differ.Count == 0 ? [] : [$"{projection.Name} is folded again to something else: {differ[0]} and {differ.Count - 1} more."];
    }
}
