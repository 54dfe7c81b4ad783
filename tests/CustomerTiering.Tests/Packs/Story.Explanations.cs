using System.Text;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Packs;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Paper;
using CustomerTiering.Rules.Paths;
using CustomerTiering.Rules.Paths.Words;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Tests.Packs;

/// <summary>The explanations of what comes of a story, as the company and the customer read them, in both languages.</summary>
internal sealed partial class Story
{
    private static readonly (string Audience, Language Language)[] Readers =
    [
        ("company", Language.English), ("company", Language.Chinese), ("customer", Language.English), ("customer", Language.Chinese),
    ];

    /// <summary>A section for each row of the tables of consequences.</summary>
    internal string Explained()
    {
        var pack = PackLibrary.Find(ForPack().Match(text).Groups[1].Value)!;
        var facts = new StoryFacts(_lines.SkipWhile(line => !line.StartsWith("## Who does what", StringComparison.Ordinal))
            .Skip(1).TakeWhile(line => !line.StartsWith("## ", StringComparison.Ordinal)));
        var told = new StringBuilder($"{_lines[0]}\n");
        Func<DateOnly, string, Explanation>? on = null;
        foreach (var line in _lines)
        {
            if (line.StartsWith("## ", StringComparison.Ordinal))
                on = OnLadder().Match(line) is { Success: true } ladder ? Explaining(pack, ladder.Groups[1].Value, facts) : null;
            if (on is null || !line.StartsWith("| 2", StringComparison.Ordinal)) continue;
            var (day, who) = (DateOnly.Parse(StoryFacts.Cells(line)[0], null), StoryFacts.Cells(line)[1]);
            var explanation = on(day, who);
            told.Append($"\n## {explanation.Policy.Policy.Ladder}: {who}, {day:yyyy-MM-dd}\n");
            foreach (var (audience, language) in Readers)
                told.Append($"\n{audience}, {language}:\n\n")
                    .AppendJoin('\n', ExplanationWords.Of(audience == "customer" ? explanation.ForCustomer() : explanation, language, NamesOf(pack))
                        .Select(one => "> " + one + "  ")).Append('\n');
        }
        return told.ToString();
    }

    private Func<DateOnly, string, Explanation> Explaining(Pack pack, string ladder, StoryFacts facts)
    {
        var document = Encoding.UTF8.GetBytes(pack.Ladders.Single(one => one.Ladder == ladder).Policy.ToJsonString());
        var read = PolicyReader.Read(document, CanonicalJson.Write).Document!;
        Assert.True(ZoneRules.TryFind(read.TimeZone, out var zone));
        var policy = new CompiledPolicy(read, zone);
        var book = FactBook.Read(facts.Lines, zone).Book!;
        var run = PaperRun.Run(
            policy, book, new PaperSpan.Between(InForce, facts.Last(_lines))).Entries!.ToLookup(entry => entry.Customer, entry => entry.Entry);
        return (day, who) => Explained(new(policy, Known(book, who, day, zone), book.Joined(who), ReviewDates.Of(read, InForce)), [.. run[who]], day);
    }

    /// <summary>A decision of the day as it was made, else how the customer stands on it.</summary>
    private static Explanation Explained(Explained whose, IReadOnlyList<TimelineEntry> entries, DateOnly day)
    {
        var (held, made) = ((HeldState?)null, (DecisionMade?)null);
        var earlier = made;
        foreach (var decision in entries.OfType<TimelineEntry.Decided>().Select(entry => entry.Decision).Where(decision => decision.AsOf <= day))
        {
            (earlier, made) = (made, new(whose.Policy, decision, held));
            held = HeldState.After(held, decision);
        }
        var (explanation, error) = made!.Decision.AsOf == day
            ? Explain.Made(whose, made, held!, earlier is null ? null : (earlier.Policy, earlier.Decision.Assessment))
            : Explain.Standing(whose, held!, day, made);
        return explanation ?? throw new InvalidDataException(error!.Message);
    }

    private static KnownFacts Known(FactBook book, string who, DateOnly day, ZoneRules zone)
    {
        var known = book.Customers.Where(customer => book.Joined(customer) <= day)
            .ToDictionary(customer => customer, customer => book.Known(customer));
        return known[who] with { Groups = null } is var own && known.Values.Any(one => one.Own.ProfileOn(day, zone).Group is not null)
            ? (own with { Groups = new CompanyGroups([.. known.Values]) }).On(day, zone) : own;
    }

    private static WordNames NamesOf(Pack pack) => WordNames.None with
    {
        Attributes = pack.Attributes.Where(one => one.Names is not null).ToDictionary(one => one.Name, one => new LocalizedText([.. one.Names!])),
    };
}
