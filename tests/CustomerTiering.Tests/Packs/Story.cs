using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Packs;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Paper;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tests.Packs;

/// <summary>
/// A case study told in tables: who did what, and what came of it. What stands in the tables of consequences is decided again from the facts, and a
/// reason is named by tier and subject; the rest of it (what is asked, what was found) is filled in.
/// </summary>
internal sealed partial class Story(string text)
{
    private readonly string[] _lines = text.Split('\n');

    private DateOnly InForce => DateOnly.Parse(InForceFrom().Match(text).Groups[1].Value, null);

    /// <summary>The story with every consequence as it comes out.</summary>
    internal string Decided()
    {
        var pack = PackLibrary.Find(ForPack().Match(text).Groups[1].Value)!;
        var facts = new StoryFacts(_lines.SkipWhile(line => !line.StartsWith("## Who does what", StringComparison.Ordinal))
            .Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)));
        var told = new List<string>();
        Func<string[], string[]>? row = null;
        foreach (var line in _lines)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal)) row = Consequence(pack, facts, line);
            told.Add(row is not null && line.StartsWith("| 2", StringComparison.Ordinal)
                ? $"| {string.Join(" | ", row(StoryFacts.Cells(line)))} |" : line);
        }
        return string.Join('\n', told);
    }

    private Func<string[], string[]>? Consequence(Pack pack, StoryFacts facts, string heading)
    {
        if (heading.StartsWith("## Stages of life", StringComparison.Ordinal)) return new StoryStages(pack, facts, InForce).Row;
        if (OnLadder().Match(heading) is { Success: true } ladder) return On(Policy(pack, ladder.Groups[1].Value), facts);
        return WithMetric().Match(heading) is { Success: true } other ? On(Measured(Policy(pack, other.Groups[1].Value), other.Groups), facts) : null;
    }

    private static JsonObject Policy(Pack pack, string ladder) => pack.Ladders.Single(one => one.Ladder == ladder).Policy.DeepClone().AsObject();

    /// <summary>The policy with one of its metrics measured another way, without conditions, to show what that would have given.</summary>
    private static JsonObject Measured(JsonObject policy, GroupCollection said)
    {
        var metric = policy["metrics"]![said[2].Value]!.AsObject();
        (metric["aggregate"], metric["measure"]) = (said[3].Value, said[4].Value);
        foreach (var member in (string[])["before", "where"]) metric.Remove(member);
        return policy;
    }

    private Func<string[], string[]> On(JsonObject document, StoryFacts facts)
    {
        var read = PolicyReader.Read(Encoding.UTF8.GetBytes(document.ToJsonString()), CanonicalJson.Write).Document!;
        Assert.True(ZoneRules.TryFind(read.TimeZone, out var zone));
        var policy = new CompiledPolicy(read, zone);
        var book = FactBook.Read(facts.Lines, zone);
        Assert.True(book.Book is not null, string.Join('\n', book.Errors));
        var run = PaperRun.Run(policy, book.Book, new PaperSpan.Between(InForce, facts.Last(_lines)));
        Assert.Null(run.Error);
        var decisions = run.Entries!.Where(entry => entry.Entry is TimelineEntry.Decided)
            .Select(entry => (entry.Customer, ((TimelineEntry.Decided)entry.Entry).Decision)).ToLookup(one => one.Customer, one => one.Decision);
        return cells =>
        {
            var (day, who) = (DateOnly.Parse(cells[0], null), cells[1]);
            var decision = decisions[who].LastOrDefault(one => one.AsOf <= day)
                ?? throw new InvalidDataException($"{who} has no decision by {cells[0]}.");
            var tier = read.Tiers.Single(one => one.Code == decision.Held);
            var until = decision.GraceEnds ?? decision.ValidUntil;
            return
            [
                cells[0], who, decision.AsOf == day ? decision.Outcome.Name() : "–", $"{tier.Code} {Chinese(tier.Name)}",
                until is { } end ? $"{end:yyyy-MM-dd}" : "–",
                tier.ServicePlan!, string.Join("; ", cells[^1].Split("; ").Select(reason => Reason(policy, decision, reason))),
            ];
        };
    }

    /// <summary>
    /// “silver: spend_12m” becomes “silver: spend_12m at least 2000: 320, not”; of several such criteria the one that a number after the subject
    /// names.
    /// </summary>
    private static string Reason(CompiledPolicy policy, Decision decision, string told)
    {
        var parts = told.Split(": ");
        var words = parts[1].Split(' ');
        var criteria = TraceReading.Of(policy, decision.Assessment).Where(rule => rule.Tier == parts[0]).SelectMany(rule => rule.Criteria)
            .Where(one => one.Required is not null && one.Subject.Split(' ', 2)[1] == words[0]).ToList();
        Assert.True(criteria.Count > 0, $"The decision of {decision.AsOf:yyyy-MM-dd} says nothing of '{told}'.");
        var found = criteria.FirstOrDefault(one => one.Required == string.Join(' ', words[1..])) ?? criteria[0];
        return $"{parts[0]}: {words[0]} {found.Required!.Replace(" | ", ", ", StringComparison.Ordinal)}: {found.Actual ?? "nothing"}, "
            + $"{found.Verdict.Name()}";
    }

    internal static string Chinese(LocalizedText name) => name.Texts.Single(one => one.Key == "zh").Value;

    [GeneratedRegex("In force from (\\d{4}-\\d\\d-\\d\\d)")]
    private static partial Regex InForceFrom();

    [GeneratedRegex("[Pp]ack `([a-z-]+)`")]
    private static partial Regex ForPack();

    [GeneratedRegex("^## What comes of it on `([a-z-]+)`")]
    private static partial Regex OnLadder();

    [GeneratedRegex("^## What `([a-z-]+)` would say with `([a-z0-9_]+)` as `([a-z-]+)` of `([a-z.-]+)`")]
    private static partial Regex WithMetric();
}
