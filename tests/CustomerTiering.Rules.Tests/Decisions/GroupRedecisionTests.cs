using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;
using static CustomerTiering.Rules.Tests.Decisions.Ladder;

namespace CustomerTiering.Rules.Tests.Decisions;

/// <summary>
/// What comes out otherwise for companies that are judged as one, once a late fact of any of them is known: silver takes 100 in six months, gold 300.
/// </summary>
public sealed class GroupRedecisionTests
{
    private static Companies Acme(string movement = "{}") =>
        new Companies(movement).Join("a", "2026-01-01").Join("b", "2026-01-01").Buys("a", "2026-02-10", 150);

    [Fact]
    public void A_late_purchase_of_one_member_lets_all_rise_on_its_day_and_their_later_decisions_are_made_again() =>
        Assert.Equal(
            [
                "a 2026-01-20 at-once: upgraded silver from 2026-01-20 until 2026-07-19",
                "b 2026-01-20 at-once: upgraded silver from 2026-01-20 until 2026-07-19",
                "a 2026-02-10 at-once: retained silver from 2026-01-20 until 2026-07-19 for a/at-once/2026-02-10",
                "b 2026-02-10 at-once: retained silver from 2026-01-20 until 2026-07-19 for b/at-once/2026-02-10",
            ],
            Acme().Buys("b", "2026-01-20", 100).Again("2026-01-20", Acme().Stood("2026-01-01", "2026-05-31")));

    [Theory]
    [InlineData(149.99, 0)]
    [InlineData(150.00, 2)]
    public void A_cent_decides_whether_anything_comes_out_otherwise_for_both(decimal amount, int decisions) =>
        Assert.Equal(decisions, Acme().Buys("b", "2026-02-20", amount).Again(
            "2026-02-20", Acme().Stood("2026-01-01", "2026-08-09")).Count(line => line.Contains("gold", StringComparison.Ordinal)) / 2);

    [Fact]
    public void A_late_purchase_that_changes_nothing_leaves_all_as_it_stands() =>
        Assert.Empty(Acme().Buys("b", "2026-02-20", 1).Again("2026-02-20", Acme().Stood("2026-01-01", "2026-05-31")));

    [Fact]
    public void Who_turns_out_to_have_come_to_a_group_earlier_has_its_tier_from_then_on() =>
        Assert.Equal(
            ["c 2026-03-05 at-once: upgraded silver from 2026-03-05 until 2026-08-09",
                "c 2026-04-01 at-once: retained silver from 2026-03-05 until 2026-08-09 for c/at-once/2026-04-01"],
            Acme().Join("c", "2026-01-15", null).Join("c", "2026-03-05").Join("c", "2026-04-01")
                .Again("2026-03-05", Acme().Join("c", "2026-01-15", null).Join("c", "2026-04-01").Stood("2026-01-01", "2026-04-30")));

    [Fact]
    public void A_late_return_takes_the_tier_of_all_on_its_day() =>
        Assert.Equal(
            ["a 2026-03-01 recheck: downgraded base from 2026-01-01 for a/at-once/2026-02-10",
                "b 2026-03-01 recheck: downgraded base from 2026-01-01 for b/at-once/2026-02-10"],
            Acme("""{ "onReturn": "recheck" }""").Returns("a", "2026-03-01", 50.01m)
                .Again("2026-03-01", Acme("""{ "onReturn": "recheck" }""").Stood("2026-01-01", "2026-08-20"))
                .Where(line => line.Contains("recheck", StringComparison.Ordinal)));

    [Fact]
    public void A_company_of_another_group_is_left_alone()
    {
        Companies With(Companies acme) => acme.Join("x", "2026-01-01", "globex").Join("a", "2025-12-01", "globex").Buys("x", "2026-03-01", 100);

        Assert.DoesNotContain(
            With(Acme()).Buys("b", "2026-02-20", 150).Again("2026-02-20", With(Acme()).Stood("2026-01-01", "2026-05-31")), line => line[0] == 'x');
    }

    [Fact]
    public void Who_becomes_known_late_joins_on_its_day_with_the_tier_that_its_group_had_then() =>
        Assert.Equal(
            [
                "a 2026-01-20 at-once: upgraded silver from 2026-01-20 until 2026-07-19",
                "b 2026-01-20 at-once: upgraded silver from 2026-01-20 until 2026-07-19",
                "n 2026-01-20 at-once: joined silver from 2026-01-20 until 2026-07-19",
                "a 2026-02-10 at-once: retained silver from 2026-01-20 until 2026-07-19 for a/at-once/2026-02-10",
                "b 2026-02-10 at-once: retained silver from 2026-01-20 until 2026-07-19 for b/at-once/2026-02-10",
            ],
            Acme().Join("n", "2026-01-20").Buys("n", "2026-01-20", 100).Again("2026-01-20", Acme().Stood("2026-01-01", "2026-05-31")));

    [Fact]
    public void Who_becomes_known_late_and_alone_joins_alone() =>
        Assert.Equal(
            ["n 2026-01-20 joining: joined silver from 2026-01-20 until 2026-07-19"],
            Acme().Join("n", "2026-01-20", null).Join("n", "2026-08-01")
                .Buys("n", "2026-01-20", 100).Again("2026-01-20", Acme().Stood("2026-01-01", "2026-05-31")));

    [Fact]
    public void Again_and_again_adds_nothing()
    {
        var all = Acme().Join("c", "2026-01-15", null).Join("c", "2026-04-01").Buys("b", "2026-03-20", 200).Join("b", "2026-06-01", null);

        Assert.Empty(all.Again("2026-01-01", all.Stood("2026-01-01", "2027-03-31")));
    }

    [Fact]
    public void What_is_held_in_the_end_is_what_had_come_out_had_all_been_known()
    {
        var (random, changed) = (new Random(20260120), 0);
        for (var round = 0; round < 300; round++)
        {
            Companies Known() =>
                new Companies("""{ "onReturn": "recheck" }""").Join("a", "2026-01-01").Join("b", "2026-01-01").Join("c", "2026-01-01", null);
            var steps = Enumerable.Range(0, 6)
                .Select(_ => (Who: "abcn"[random.Next(4)].ToString(), Day: Day("2026-01-02").AddDays(random.Next(200)),
                    Amount: 50 * random.Next(1, 5), Group: random.Next(4))).ToList();
            Companies Take(Companies all, (string Who, DateOnly Day, int Amount, int Group) step) => step.Group switch
            {
                0 => all.Join(step.Who, Text(step.Day)),
                1 => all.Join(step.Who, Text(step.Day), null),
                _ => all.Buys(step.Who, Text(step.Day), step.Amount),
            };
            // The first decision stays on its day, so whoever is known already was not known earlier.
            if (steps[0].Who == "n" && steps.Skip(1).Any(step => step.Who == "n" && step.Day >= steps[0].Day)) continue;
            var before = steps.Skip(1).Aggregate(Known(), Take);
            var after = Take(steps.Aggregate(Known(), (all, step) => step == steps[0] ? all : Take(all, step)), steps[0]);

            var stood = before.Stood("2026-01-01", "2026-12-31");
            var ends = after.HeldAfter(Text(steps[0].Day), stood);

            var afresh = after.Stood("2026-01-01", "2026-12-31").ToDictionary(one => one.Key, one => one.Value[^1].After);
            foreach (var company in afresh.Keys)
                Assert.Equal(
                    (company, afresh[company]!.Tier, afresh[company]!.ValidUntil), (company, ends[company]!.Tier, ends[company]!.ValidUntil));
            if (afresh.Any(one => stood.GetValueOrDefault(one.Key)?[^1].After is var was
                && (one.Value!.Tier != was?.Tier || one.Value.ValidUntil != was.ValidUntil))) changed++;
        }
        Assert.True(changed > 50, $"{changed} of 300 came out otherwise");
    }

    private static string Text(DateOnly day) => day.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture);

    /// <summary>Companies, their groups and what they bought.</summary>
    private sealed class Companies(string movement)
    {
        private const string Document = """
            { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "EUR", "judge": "group",
              "metrics": { "spend": { "measure": "purchases.net", "aggregate": "sum", "window": { "rolling": "P6M" } } },
              "tiers": [ { "code": "base" }, { "code": "silver", "qualify": { "metric": "spend", "atLeast": 100 } }, { "code": "gold", "qualify": { "metric": "spend", "atLeast": 300 } } ],
              "validity": { "rolling": "P6M" }, "movement": MOVEMENT }
            """;

        private readonly CompiledPolicy _policy = Compiled(Document.Replace("MOVEMENT", movement, StringComparison.Ordinal));
        private readonly SortedDictionary<string, List<Fact>> _facts = new(StringComparer.Ordinal);

        public Companies Join(string who, string day, string? group = "acme") =>
            With(who, new CustomerDescription($"{who}{Count}", At(day), null, null, [], [], group));

        public Companies Buys(string who, string day, decimal amount) => With(who, new Purchase($"{who}{Count}", At(day), null, "EUR", amount, []));

        public Companies Returns(string who, string day, decimal amount) =>
            With(who, new Return($"{who}{Count}", At(day), null, _facts[who].OfType<Purchase>().First().Id, "EUR", amount, []));

        public IReadOnlyDictionary<string, List<DecidedDay>> Stood(string from, string to)
        {
            var days = _facts.Keys.ToDictionary(key => key, _ => new List<DecidedDay>());
            var held = _facts.Keys.ToDictionary(key => key, _ => (HeldState?)null);
            foreach (var (
                key, entry) in LadderTimeline.Run([.. Sources().Select(one => new GroupMember(one.Key, one.Value, null))], Day(from), Day(to)))
            {
                if (entry is TimelineEntry.Decided { IsRecorded: true, Decision: var decision })
                {
                    held[key] = HeldState.After(held[key], decision);
                    days[key].RemoveAll(day => day.Day == decision.AsOf);
                    days[key].Add(new(decision, held[key]));
                }
                else if (entry is TimelineEntry.Judged { Warning: var warning })
                {
                    held[key] = held[key]!.After(warning);
                    days[key][^1] = days[key][^1] with { After = held[key] };
                }
            }
            return days;
        }

        public IReadOnlyList<string> Again(string since, IReadOnlyDictionary<string, List<DecidedDay>> stood) =>
            [.. Made(since, stood).Select(made =>
                $"{made.Customer} {Line(made.Entry)}{(made.Entry is TimelineEntry.Decided { Decision.Supersedes: { } old } ? $" for {old}" : "")}")];

        /// <summary>What each holds at the end of the year once all is decided again from a day on, and what follows up to then is decided.</summary>
        public IReadOnlyDictionary<string, HeldState?> HeldAfter(string since, IReadOnlyDictionary<string, List<DecidedDay>> stood)
        {
            var held = _facts.Keys.ToDictionary(key => key, key => stood.GetValueOrDefault(key)?.LastOrDefault()?.After);
            foreach (var (key, entry) in Made(since, stood))
                held[key] = HeldState.After(held[key], Assert.IsType<TimelineEntry.Decided>(entry).Decision);
            var last = held.Values.Max(one => one?.LastAsOf)!.Value;
            foreach (var (key, entry) in LadderTimeline.Run(
                [.. Sources().Select(one => new GroupMember(one.Key, one.Value, held[one.Key]))], last.AddDays(1), Day("2026-12-31")))
                if (entry is TimelineEntry.Decided { IsRecorded: true, Decision: var decision }) held[key] = HeldState.After(held[key], decision);
            return held;
        }

        private IEnumerable<GroupEntry> Made(string since, IReadOnlyDictionary<string, List<DecidedDay>> stood)
        {
            var sources = Sources();
            DateOnly[] calls = [.. sources.Values.SelectMany(source => source.FactDays.Concat(source.RecheckDays)).Distinct().Order()];
            return Redecision.Run([.. sources.Select(one => new StoodMember(one.Key, null, stood.GetValueOrDefault(one.Key, []), _ => one.Value))],
                calls, Day(since)).Entries;
        }

        private Dictionary<string, TimelineSource> Sources()
        {
            var known = _facts.ToDictionary(one => one.Key, one => KnownFacts.OfOwn(CustomerFacts.Fold(one.Key, one.Value)));
            var groups = new CompanyGroups([.. known.Values]);
            return known.ToDictionary(one => one.Key, one =>
            {
                var facts = one.Value with { Groups = groups };
                return new TimelineSource(
                    _policy, new("p", 1, "d"), facts.Own.Joined(_policy.Zone)!.Value, ReviewDates.Of(_policy.Policy, Day("2026-01-01")), _ => facts,
                    facts.DaysOf(_policy.Interest, _policy.Zone),
                    _policy.Policy.Movement.OnReturn is { } recheck ? facts.RecheckDays(recheck, _policy.Zone) : [], [],
                    (trigger, _, _) => $"{one.Key}/{trigger.Kind.Name()}/{trigger.Id}")
                {
                    InForce = Day("2026-01-01"),
                };
            });
        }

        private int Count => _facts.Values.Sum(facts => facts.Count);

        private Companies With(string who, Fact fact)
        {
            if (!_facts.TryGetValue(who, out var facts)) _facts[who] = facts = [];
            facts.Add(fact);
            return this;
        }

        private static Instant At(string day) => Instant.Of(new DateTimeOffset(Day(day), new(12, 0), TimeSpan.Zero));
    }
}
