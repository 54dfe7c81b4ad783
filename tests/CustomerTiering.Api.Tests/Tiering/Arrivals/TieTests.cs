using System.Text;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Paper;

namespace CustomerTiering.Api.Tests.Tiering.Arrivals;

/// <summary>
/// At one instant the order of recording decides: the same file says the same in two companies, whose ids are keyed differently, and on paper.
/// </summary>
public sealed class TieTests(ApiWithTies one, TieTests.Other other) : IClassFixture<ApiWithTies>, IClassFixture<TieTests.Other>
{
    private static readonly DateOnly Day = new(2026, 3, 9);

    [Fact]
    public async Task Two_companies_and_paper_say_the_same_of_facts_of_one_instant()
    {
        List<string> lines = [.. Enumerable.Range(0, 16).SelectMany(Lines)];

        var (here, there) = (await one.StandingsAsync(lines, Day), await other.Api.StandingsAsync(lines, Day));

        Assert.Equal(Listed(OnPaper(lines)), Listed(here));
        Assert.Equal(Listed(here), Listed(there));
        // In each pair the one recorded later counts, of referrals and heads the one recorded first.
        foreach (var n in Enumerable.Range(0, 16))
        {
            var (good, plain) = n % 2 == 0 ? ("good", "plain") : ("plain", "good");
            Assert.Equal((good, good, good), (here[$"c{n} score"], here[$"c{n} grade"], here[$"c{n} kept"]));
            Assert.Equal((good, plain), (here[$"c{n} revenue"], here[$"d{n} revenue"]));
            Assert.Equal((good, good), (here[$"c{n} head"], here[$"d{n} head"]));
        }
    }

    private static IEnumerable<string> Listed(SortedDictionary<string, string> standings) => standings.Select(one => $"{one.Key}: {one.Value}");

    /// <summary>Of an even number the second of each pair makes good, of an odd one the first.</summary>
    private static IEnumerable<string> Lines(int n)
    {
        const string At = "2026-02-01T09:00:00+08:00";
        var (even, odd) = (n % 2 == 0, n % 2 != 0);
        foreach (var first in (bool[])[true, false])
        {
            var good = first ? odd : even;
            yield return $$"""{"kind":"indicator","customer":"c{{n}}","id":"i{{n}}-{{first}}","at":"{{At}}","name":"score","value":"{{(good ? 90 : 10)}}"}""";
            yield return $$"""{"kind":"customer","customer":"c{{n}}","id":"k{{n}}-{{first}}","at":"{{At}}","type":"company","attributes":{"grade":"{{(good ? "A" : "B")}}"},"group":"g{{n}}"}""";
            // Of two purchases of one instant the later is given back; what is kept is the first, of category x where good.
            yield return $$"""{"kind":"purchase","customer":"c{{n}}","id":"p{{n}}-{{first}}","at":"{{At}}","currency":"CNY","lines":[{"product":"a","category":"{{(good ? "y" : "x")}}","quantity":1,"unitPrice":100}]}""";
            yield return $$"""{"kind":"referral","customer":"{{(good ? "d" : "c")}}{{n}}","id":"r{{n}}-{{first}}","at":"{{At}}","referred":"e{{n}}"}""";
        }
        yield return $$"""{"kind":"customer","customer":"d{{n}}","id":"kd{{n}}","at":"{{At}}","type":"company","attributes":{"grade":"{{(even ? "B" : "A")}}"},"group":"g{{n}}"}""";
        yield return $$"""{"kind":"return","customer":"c{{n}}","id":"b{{n}}","at":"2026-02-02T09:00:00+08:00","currency":"CNY","amount":"100"}""";
        yield return $$"""{"kind":"purchase","customer":"e{{n}}","id":"pe{{n}}","at":"2026-02-03T09:00:00+08:00","currency":"CNY","amount":"100"}""";
    }

    private static SortedDictionary<string, string> OnPaper(IReadOnlyList<string> lines)
    {
        var held = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var ladder in ApiWithTies.Ladders.Keys)
        {
            var policy = ApiWithTies.Compiled(ladder);
            var book = FactBook.Read([.. lines.Select(line => (ReadOnlyMemory<byte>)Encoding.UTF8.GetBytes(line))], policy.Zone).Book!;
            foreach (var entry in PaperRun.Run(policy, book, new PaperSpan.Between(new(2026, 1, 1), Day)).Entries!)
                if (entry.Entry is TimelineEntry.Decided { Decision: var decision }) held[$"{entry.Customer} {ladder}"] = decision.Held;
        }
        return held;
    }

    /// <summary>Another company, on a database and with keys of its own.</summary>
    public sealed class Other : IAsyncLifetime
    {
        internal ApiWithTies Api { get; } = new();

        public Task InitializeAsync() => Api.InitializeAsync();

        public Task DisposeAsync() => Api.DisposeAsync();
    }
}
