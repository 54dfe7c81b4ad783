using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Paths;
using CustomerTiering.Rules.Paths.Words;
using CustomerTiering.Rules.Tests.Decisions;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Tests.Paths;

/// <summary>A customer below gold, on 31 March 2026, with real facts. Every rule is gold's.</summary>
internal sealed class Climber
{
    public const string Today = "2026-03-31";

    private const string Metrics = """
        "spend": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P12M" } },
        "yearly": { "measure": "purchases.net", "aggregate": "sum", "window": { "calendar": "year" } },
        "orders": { "measure": "purchases", "aggregate": "count", "window": { "rolling": "P12M" } },
        "recency": { "measure": "purchases", "aggregate": "days-since-last" },
        "csat": { "measure": "surveys.csat", "aggregate": "mean", "window": { "rolling": "P6M" } },
        "complaints": { "measure": "complaints", "aggregate": "count", "window": { "calendar": "year" } },
        "recent_complaints": { "measure": "complaints", "aggregate": "count", "window": { "rolling": "P12M" } },
        "margin": { "measure": "purchases.margin", "aggregate": "sum" },
        "last_year": { "measure": "purchases.net", "aggregate": "sum", "window": { "calendar": "year", "offset": -1 } },
        "largest": { "measure": "purchases.gross", "aggregate": "max" },
        "books": { "measure": "purchases.net", "aggregate": "sum", "where": { "category": "books" } },
        "maps": { "measure": "purchases.net", "aggregate": "sum", "where": { "category": "maps" } },
        "fiscal": { "measure": "purchases.net", "aggregate": "sum", "window": { "calendar": "year", "begins": "07-01" } },
        "contract": { "measure": "purchases.net", "aggregate": "sum", "window": { "cycle": "P1Y", "attribute": "signed" } },
        "tier_year": { "measure": "purchases.net", "aggregate": "sum", "window": "tier-anniversary" },
        "balance": { "measure": "indicators.balance", "aggregate": "daily-mean", "window": { "rolling": "P30D" } },
        "months": { "measure": "purchases", "aggregate": "active-months", "window": { "calendar": "year" } }
        """;

    private readonly List<Fact> _facts = [];

    public Climber(string rule, string scores = "{}", string retain = "")
    {
        Policy = Ladder.Compiled($$"""
            { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "CNY", "metrics": { {{Metrics}} }, "scores": {{scores}},
              "tiers": [ { "code": "base" }, { "code": "gold", "name": { "en": "Gold", "zh": "金牌会员" }, "qualify": {{rule}} {{retain}} } ],
              "validity": { "rolling": "P12M" }, "movement": { "warn": ["P60D"] } }
            """);
        With(new CustomerDescription(
            "c", At("2024-01-15"), null, null, [KeyValuePair.Create("grade", "C"), KeyValuePair.Create("signed", "2024-05-01")], [], null));
    }

    public CompiledPolicy Policy { get; }

    public Climber Buys(string day, decimal amount) => With(new Purchase($"p{_facts.Count}", At(day), null, "CNY", amount, []));

    public Climber Earns(string day, decimal margin) =>
        With(new Purchase($"p{_facts.Count}", At(day), null, "CNY", margin, [new(null, null, 1, margin, 0)]));

    public Climber Answers(string day, int score) => With(new SurveyAnswer($"s{_facts.Count}", At(day), null, Survey.Csat, score, null));

    public Climber Complains(string day) => With(new Complaint($"c{_facts.Count}", At(day), null, null, null));

    public Climber Reports(string day, string name, decimal value) => With(new Indicator($"i{_facts.Count}", At(day), null, name, value, null));

    public Climber Comes(string day, string? from, string to) => With(new StageTransition($"m{_facts.Count}", At(day), from, to));

    public bool IsGold(string day = Today) => Stand("base", Ladder.Day(day)).Qualified == 1;

    /// <summary>What gold takes by moves, each counting alone, a path a line.</summary>
    public IReadOnlyList<string> Next(Language language = Language.English, string ends = "2026-12-31") => Words(Search(ends), language);

    public PathAnswer Search(string ends = "2026-12-31") =>
        SearchAll(ends) is var all ? all with { Paths = [.. all.Paths.Where(path => path.Order is null)] } : all;

    /// <summary>With the one order that is enough by itself.</summary>
    public PathAnswer SearchAll(string ends = "2026-12-31")
    {
        var standpoint = new Standpoint(Policy, Stand("base", Ladder.Day(Today)), Ladder.Day("2024-01-15"), Ladder.Day("2024-01-15"));
        return PathSearch.ToNextTier(standpoint.Ahead(Ladder.Day(ends), Facts), 0)!;
    }

    /// <summary>What keeps gold at its end, from what is known today.</summary>
    public PathAnswer Keep(string until) => PathSearch.ToKeep(
        new Standpoint(Policy, Stand("gold", Ladder.Day(until)), Ladder.Day("2024-01-15"), Ladder.Day("2025-07-01")).Until(Ladder.Day(Today)), 1)!;

    /// <summary>What would have kept gold on a day that is over.</summary>
    public PathAnswer Avoided(string day) => PathSearch.ToKeep(
        new Standpoint(Policy, Stand("gold", Ladder.Day(day)), Ladder.Day("2024-01-15"), Ladder.Day("2025-07-01")).InHindsight(), 1)!;

    public bool KeepsGold(string until) => Stand("gold", Ladder.Day(until)).Computed == 1;

    public IReadOnlyList<string> Words(PathAnswer answer, Language language = Language.English) =>
        [.. answer.Paths.Select(path => PathWords.Of(Policy, path, language))];

    public Assessment Stand(string held, DateOnly day) =>
        Decide.Stand(Policy, Facts, HeldState.Stated(held, Ladder.Day("2025-07-01")), day).Assessment!;

    private KnownFacts Facts => KnownFacts.OfOwn(CustomerFacts.Fold("c", _facts));

    private static Instant At(string day) => Instant.Of(new DateTimeOffset(Ladder.Day(day), new(12, 0), TimeSpan.Zero));

    private Climber With(Fact fact)
    {
        _facts.Add(fact);
        return this;
    }
}
