using System.Text;
using CustomerTiering.Access;
using CustomerTiering.Api.Tests.Faults;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Paper;
using Xunit.Abstractions;

namespace CustomerTiering.Api.Tests.Tiering.Arrivals;

/// <summary>
/// From the first decision on it does not matter how facts came: by a file, live, late or mixed, under the number of a duplicate who is merged, or
/// while somebody else was merged by mistake. Once all are known and assessed, customers with the same facts stand the same, and as on paper.
/// <c>CUSTOMERTIERING_SEED</c> and <c>CUSTOMERTIERING_HISTORIES</c> try others.
/// </summary>
public sealed class PathIndependenceTests(ApiWithFourLadders api, ITestOutputHelper output) : IClassFixture<ApiWithFourLadders>
{
    private static readonly DateOnly Last = new(2026, 7, 31);

    [Fact]
    public async Task Customers_with_the_same_facts_stand_the_same_however_the_facts_came()
    {
        var (seed, count) = (Setting("CUSTOMERTIERING_SEED", 20_261_201), Setting("CUSTOMERTIERING_HISTORIES", 120));
        output.WriteLine($"seed {seed}, {count} histories");
        var days = Days(seed);
        List<RandomHistory> histories = [.. Enumerable.Range(0, count).Select(n => new RandomHistory(seed + n, days))];
        DateTime[] steps = [.. days.SelectMany(day => (DateTime[])[day.ToDateTime(new(12, 0)), day.ToDateTime(new(23, 30))])];
        var arrivals =
            histories.SelectMany((history, n) => Enum.GetValues<ArrivalKind>().Select(kind => (Kind: kind, Customer: Name(n, kind), Seed: seed + n,
            Facts: (IReadOnlyList<Arriving>)[.. Arrival.Of(history, Name(n, kind), kind, steps, seed + n),
                .. kind == ArrivalKind.Separated ? Merging.OfAnother(Name(n, kind), steps, seed + n) : []]))).ToList();
        var arriving = arrivals.SelectMany(one => one.Facts).ToLookup(one => one.Step);
        var merging = arrivals.SelectMany(one => Merging.Of(one.Customer, one.Kind, one.Facts, steps.Length, one.Seed)).ToLookup(one => one.Step);

        for (var step = 0; step < steps.Length; step++)
        {
            api.Clock.MoveTo(new DateTimeOffset(steps[step], TimeSpan.FromHours(8)));
            await api.RecordAsync([.. arriving[step].Where(one => one.Imported).Select(one => one.Line)], imported: true);
            await api.RecordAsync([.. arriving[step].Where(one => !one.Imported).Select(one => one.Line)], imported: false);
            await api.SettledAsync();
            foreach (var one in merging[step]) await MergeAsync(one);
            if (step % 9 == 8) await AssessAsync(DateOnly.FromDateTime(steps[step]));
        }
        api.Clock.MoveTo(new DateTimeOffset(Last.AddDays(1).ToDateTime(new(12, 0)), TimeSpan.FromHours(8)));
        await api.SettledAsync();
        await AssessAsync(Last);

        var stand = await StandingsAsync();
        var differ = new List<string>();
        foreach (var ladder in ApiWithFourLadders.Ladders.Keys)
            for (var n = 0; n < count; n++)
            {
                var onPaper = OnPaper(ladder, histories[n]);
                foreach (var kind in Enum.GetValues<ArrivalKind>())
                    if (stand.GetValueOrDefault($"{Name(n, kind)} {ladder}") is var stands && stands != onPaper)
                        differ.Add($"{Name(n, kind)} {ladder}: {stands}, on paper {onPaper}");
            }
        foreach (var one in differ.Take(40)) output.WriteLine(one);
        Assert.True(differ.Count == 0, $"{differ.Count} differ with seed {seed}, the first: {differ.FirstOrDefault()}");
    }

    /// <summary>Some days of a year and a half, near one another and apart, the ends of months among them.</summary>
    private static IReadOnlyList<DateOnly> Days(int seed)
    {
        var random = new Random(seed);
        var days = new SortedSet<DateOnly>();
        for (var day = ApiWithFourLadders.First.AddDays(1); day < Last; day = day.AddDays(random.Next(3) == 0 ? 1 : random.Next(7, 40)))
            days.Add(day);
        days.UnionWith([new(2025, 3, 31), new(2025, 4, 30), new(2025, 6, 30), new(2025, 9, 30), new(2026, 3, 31)]);
        return [.. days];
    }

    private static string Name(int history, ArrivalKind kind) => $"h{history}-{kind}";

    private async Task MergeAsync(Merging one)
    {
        // A separation of the same step follows what came of the merge.
        if (one.IsTakenBack) await api.SettledAsync();
        await api.PostAsync(
            api.Person("ada", Roles.Agent), $"/api/v1/customers/{api.Customers[one.Survivor]:D}/{(one.IsTakenBack ? "separations" : "merges")}",
            $$"""{"duplicate":"{{api.Customers[one.Duplicate]:D}}","reason":"looked at again"}""");
    }

    private async Task AssessAsync(DateOnly to)
    {
        await api.PostAsync(api.Person("olga", Roles.Operator), "/api/v1/assessments", $$"""{"from":"2025-01-01","to":"{{to:yyyy-MM-dd}}"}""");
        await api.SettledAsync();
    }

    /// <summary>Everybody's standing by external id and ladder.</summary>
    private async Task<Dictionary<string, string>> StandingsAsync()
    {
        // A duplicate first heard of after a merge has no number of its own.
        var names = api.Customers.Where(one => !one.Key.EndsWith("-duplicate", StringComparison.Ordinal))
            .ToDictionary(one => one.Value, one => one.Key);
        var rows = await api.RowsAsync(
            $"select v ->> 'customer', v ->> 'ladder', v -> 'held' ->> 'tier', v -> 'held' ->> 'effectiveFrom', coalesce(v -> 'held' ->> "
                + $"'validUntil', '-'), coalesce(v -> 'held' ->> 'graceEnds', '-') from (select view as v from tier where tenant_id = "
                    + $"'{api.Tenant}') t");
        return rows.Select(row => row.Split(' '))
            .Where(row => ApiWithFourLadders.Ladders.ContainsKey(row[1]) && names.ContainsKey(Guid.Parse(row[0])))
            .ToDictionary(row => $"{names[Guid.Parse(row[0])]} {row[1]}", row => string.Join(' ', row[2..]));
    }

    private static string OnPaper(string ladder, RandomHistory history)
    {
        var policy = ApiWithFourLadders.Compiled(ladder);
        var book = FactBook.Read([.. history.Facts.Select(fact => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(fact.For("c")))], policy.Zone).Book!;
        var entries = PaperRun.Run(policy, book, new PaperSpan.Between(ApiWithFourLadders.First, Last)).Entries!;
        var last = entries.Select(one => one.Entry).OfType<TimelineEntry.Decided>().Last().Decision;
        return $"{last.Held} {last.EffectiveFrom:yyyy-MM-dd} {Text(last.ValidUntil)} {Text(last.GraceEnds)}";
    }

    private static string Text(DateOnly? day) => day is { } date ? $"{date:yyyy-MM-dd}" : "-";

    private static int Setting(string name, int otherwise) =>
        int.TryParse(Environment.GetEnvironmentVariable(name), null, out var value) ? value : otherwise;
}
