using System.Globalization;
using System.Text;
using CustomerTiering.Evidence.Json;
using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Tests.Decisions;

/// <summary>
/// A ladder of four tiers over one number, <c>level</c>: bronze from 10, silver from 20 (kept from 15), gold from 30 (kept from 25). One customer
/// climbs it.
/// </summary>
internal sealed class Ladder
{
    private readonly List<Fact> _facts = [];
    private readonly int _version;

    /// <param name="validity">Of the policy.</param>
    /// <param name="movement">Of the policy.</param>
    /// <param name="gold">Members of the tier besides.</param>
    /// <param name="transition">Of the policy, which is then the second version.</param>
    public Ladder(string validity = """{ "rolling": "P12M" }""", string movement = "{}", string gold = "", string? transition = null)
    {
        _version = transition is null ? 1 : 2;
        var json = $$"""
            { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR",
              "metrics": { "level": { "measure": "indicators.level", "aggregate": "last", "missing": "0" },
                           "spend": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P12M" } },
                           "sum": { "measure": "purchases.net", "aggregate": "sum" } },
              "tiers": [
                { "code": "base" },
                { "code": "bronze", "qualify": { "any": [ { "metric": "level", "atLeast": 10 }, { "metric": "spend", "atLeast": 100 } ] } },
                { "code": "silver", "qualify": { "any": [ { "metric": "level", "atLeast": 20 }, { "metric": "spend", "atLeast": 200 } ] },
                                    "retain":  { "any": [ { "metric": "level", "atLeast": 15 }, { "metric": "spend", "atLeast": 150 } ] } },
                { "code": "gold",   "qualify": { "any": [ { "metric": "level", "atLeast": 30 }, { "metric": "spend", "atLeast": 300 } ] },
                                    "retain":  { "any": [ { "metric": "level", "atLeast": 25 }, { "metric": "spend", "atLeast": 250 } ] } {{gold}} } ],
              "validity": {{validity}}, "movement": {{movement}}, "transition": {{transition ?? "\"until-expiry\""}} }
            """;
        Policy = Compiled(json);
    }

    public CompiledPolicy Policy { get; }

    public static CompiledPolicy Compiled(string json)
    {
        var reading = PolicyReader.Read(Encoding.UTF8.GetBytes(json), node => CanonicalJson.Write(node));
        Assert.True(reading.IsFaultless, string.Join("\n", reading.Errors));
        Assert.True(ZoneRules.TryFind(reading.Document.TimeZone, out var zone));
        return new(reading.Document, zone);
    }

    public static DateOnly Day(string day) => DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture);

    private static Instant Noon(string day) => Instant.Of(new DateTimeOffset(Day(day), new(12, 0), TimeSpan.Zero));

    public Ladder Joins(string day) => With(new CustomerDescription($"c{_facts.Count}", Noon(day), null, null, [], [], null));

    public Ladder Level(string day, decimal level) => With(new Indicator($"i{_facts.Count}", Noon(day), null, "level", level, null));

    public Ladder Buys(string day, decimal amount, string id) => With(new Purchase(id, Noon(day), null, "EUR", amount, []));

    public Ladder Returns(string day, decimal amount, string? of) => With(new Return($"r{_facts.Count}", Noon(day), null, of, "EUR", amount, []));

    public Ladder Cancels(string day, string of) => With(new Cancellation($"x{_facts.Count}", Noon(day), null, of));

    public Ladder Reinstates(string day, string of) => With(new Reinstatement($"n{_facts.Count}", Noon(day), null, of));

    /// <summary>Goodwill: money back while the goods stay.</summary>
    public Ladder Allows(string day, decimal amount, string of) =>
        With(new Return($"r{_facts.Count}", Noon(day), null, of, "EUR", amount, []) { Allowance = true });

    /// <summary>One decision, as it would be printed.</summary>
    public string Decides(TriggerKind trigger, string day, HeldState? held) => Line(Decision(trigger, day, held));

    public Decision Decision(TriggerKind trigger, string day, HeldState? held) =>
        Assert.IsType<Decision>(Decide.Run(Source(Day(day)).Request(held, trigger, Day(day))).Decision);

    public IReadOnlyList<string> Runs(string from, string to, HeldState? held = null, string[]? grid = null) =>
        [.. Entries(from, to, held, grid).Where(entry => entry is not TimelineEntry.Decided { IsRecorded: false }
            and not TimelineEntry.Judged { Warning.Fails: false }).Select(Line)];

    public IReadOnlyList<TimelineEntry> Entries(string from, string to, HeldState? held = null, string[]? grid = null) =>
        [.. LadderTimeline.Run(Source(Day(from), grid), held, Day(from), Day(to))];

    /// <summary>What stands after all that was due from a day to a day.</summary>
    public IReadOnlyList<DecidedDay> Stood(string from, string to)
    {
        var days = new List<DecidedDay>();
        HeldState? held = null;
        foreach (var entry in Entries(from, to))
        {
            if (entry is TimelineEntry.Decided { IsRecorded: true, Decision: var decision })
            {
                held = HeldState.After(held, decision);
                days.RemoveAll(day => day.Day == decision.AsOf);
                days.Add(new(decision, held));
            }
            else if (entry is TimelineEntry.Judged { Warning: var warning })
            {
                held = held!.After(warning);
                days[^1] = days[^1] with { After = held };
            }
        }
        return days;
    }

    /// <summary>What is decided otherwise from a day on, now that this customer's facts are known, where others made what stands.</summary>
    public IReadOnlyList<string> Again(string since, IReadOnlyList<DecidedDay> stood, string inForce = "2026-01-01")
    {
        var source = Source(Day(inForce));
        IReadOnlyList<DateOnly> calls = [.. source.FactDays.Concat(source.RecheckDays).Distinct().Order()];
        return [.. Redecision.Run([new("", null, stood, _ => source)], calls, Day(since)).Entries.Select(made => made.Entry)
            .Select(entry => entry is TimelineEntry.Decided { Decision: var made }
            ? Line(made) + (made.Supersedes is { } old ? $" for {old}" : "") : Line(entry))];
    }

    public static string Line(TimelineEntry entry) => entry switch
    {
        TimelineEntry.Decided decided => Line(decided.Decision),
        TimelineEntry.Judged { Warning: var w } => $"{w.AsOf:yyyy-MM-dd} warning {w.Period}: {w.Held} > {w.Computed} after {w.ValidUntil:yyyy-MM-dd}",
        TimelineEntry.Standing s => $"{s.Assessment.AsOf:yyyy-MM-dd} date: {s.Held.Tier}",
        _ => entry.ToString(),
    };

    public static string Line(Decision d) =>
        $"{d.AsOf:yyyy-MM-dd} {d.Trigger.Kind.Name()}: {d.Outcome.Name()} {d.Held} from {d.EffectiveFrom:yyyy-MM-dd}"
        + (d.ValidUntil is { } until ? $" until {until:yyyy-MM-dd}" : "") + (d.GraceEnds is { } ends ? $" grace {ends:yyyy-MM-dd}" : "");

    public static HeldState Held(string tier, string since, string? until = null, string? graceEnds = null) =>
        HeldState.Stated(tier, Day(since), until is null ? null : Day(until), graceEnds is null ? null : Day(graceEnds));

    private Ladder With(Fact fact)
    {
        _facts.Add(fact);
        return this;
    }

    private IReadOnlyList<DateOnly> RechecksOf(KnownFacts facts) =>
        Policy.Policy.Movement.OnReturn is { } recheck ? facts.RecheckDays(recheck, Policy.Zone) : [];

    public TimelineSource Sees(string inForce) => Source(Day(inForce));

    private TimelineSource Source(DateOnly inForce, string[]? grid = null)
    {
        var facts = CustomerFacts.Fold("c", _facts);
        return new(
            Policy, new("p", _version, "d"), facts.Joined(Policy.Zone)!.Value, ReviewDates.Of(Policy.Policy, inForce), _ => KnownFacts.OfOwn(facts),
            facts.DaysOf(Policy.Interest, Policy.Zone), RechecksOf(KnownFacts.OfOwn(facts)),
            [.. (grid ?? []).Select(Day)], (trigger, _, _) => $"{trigger.Kind.Name()}/{trigger.Id}")
        {
            InForce = inForce,
            TransitionOn = Policy.Policy.Transition is Transition.AtOnce ? inForce : null,
        };
    }
}
