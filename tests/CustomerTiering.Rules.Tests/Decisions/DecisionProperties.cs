using CustomerTiering.Rules.Decisions;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Forecasts;
using CustomerTiering.Rules.Tests.Paper;
using CustomerTiering.Rules.Tests.Policies;
using FsCheck;
using FsCheck.Fluent;

namespace CustomerTiering.Rules.Tests.Decisions;

public class DecisionProperties
{
    private static readonly string[] Span = ["--from", "2025-06-01", "--to", "2027-06-30", "--every", "P3M"];

    private static readonly DateOnly Joined = new(2025, 1, 1), AsOf = new(2026, 6, 30);

    /// <summary>What may happen to a customer: a day of two years, a kind, an amount, and which purchase.</summary>
    private static readonly Arbitrary<(int Day, int Kind, int Cents, int Of)[]> Histories =
        (from day in Gen.Choose(0, 730)
         from kind in Gen.Choose(0, 9)
         from cents in Gen.Choose(0, 400_000)
         from of in Gen.Choose(0, 5)
         select (day, kind, cents, of)).ArrayOf().ToArbitrary();

    [Fact]
    public void Deciding_twice_gives_the_same_bytes()
    {
        var policy = Ladder.Compiled(Retail.Membership);
        Check.One(Settings, Prop.ForAll(
            Histories, history => Example.Print(policy, Facts(history), Span).SequenceEqual(Example.Print(policy, Facts(history), Span))));
    }

    [Fact]
    public void The_order_of_arrival_leaves_outcome_and_trace_as_they_are()
    {
        var policy = Ladder.Compiled(Retail.Membership);
        Check.One(Settings, Prop.ForAll(Histories, history =>
            Example.Print(policy, Facts(history), Span)
                .SequenceEqual(Example.Print(policy, Facts(history).Order(StringComparer.Ordinal).Reverse(), Span))));
    }

    [Fact]
    public void What_is_foreseen_is_the_same_twice_and_in_whatever_order_the_facts_came()
    {
        var policy = Ladder.Compiled(Retail.Membership);
        var foreseen = 0;
        Check.One(Settings, Prop.ForAll(Histories, history =>
        {
            var first = Foreseen(policy, Facts(history));
            if (first?.Pace is not null) foreseen++;
            return first == Foreseen(policy, Facts(history)) && first == Foreseen(policy, Facts(history).Order(StringComparer.Ordinal).Reverse());
        }));
        Assert.InRange(foreseen, 1, int.MaxValue);
    }

    [Fact]
    public void More_spend_never_lowers_the_computed_tier_where_all_thresholds_and_curves_rise()
    {
        var rising = Ladder.Compiled("""
            { "schema": "tier-policy/1", "ladder": "l", "timeZone": "UTC", "currency": "CNY",
              "metrics": { "orders": { "measure": "purchases", "aggregate": "count" }, "spend": { "measure": "purchases.gross", "aggregate": "sum" } },
              "scores": { "s": { "weight": 3, "metric": "spend", "curve": [[0, 0], [777, 31], [9000, 100]] },
                          "o": { "weight": 1, "metric": "orders", "curve": [[1, 10], [7, 90]], "between": "step" } },
              "tiers": [ { "code": "a" }, { "code": "b", "qualify": { "metric": "spend", "atLeast": 1000 } },
                         { "code": "c", "qualify": { "all": [ { "score": "total", "atLeast": 40 }, { "metric": "orders", "above": 2 } ] } },
                         { "code": "d", "qualify": { "count": 2, "of": [ { "score": "total", "above": 70 }, { "metric": "spend", "atLeast": 9000 }, { "metric": "orders", "atLeast": 6 } ] } } ] }
            """);
        Check.One(Settings, Prop.ForAll(Histories, history =>
        {
            string[] facts = [.. Purchases(history)];
            var less = Computed(facts);
            return Computed([.. facts, Fact("purchase", "more", 1, """ "currency": "CNY", "amount": "123.45" """)]) >= less;
        }));

        int Computed(string[] facts) => Example.Print(rising, facts, ["--as-of", "2027-12-31"]).Single() is var line
            ? "abcd".IndexOf(line[line.IndexOf("\"computed\":\"", StringComparison.Ordinal) + 12], StringComparison.Ordinal) : -1;
    }

    [Fact]
    public void Facts_folded_one_by_one_and_folded_again_are_the_same_bytes() =>
        Check.One(Settings, Prop.ForAll(Histories, history =>
        {
            var policy = Ladder.Compiled(Retail.Membership);
            var known = Book(policy, Facts(history)).Known("ann").Own;
            var again = CustomerFacts.Fold("ann", known.Facts);
            return known.Facts.SequenceEqual(again.Facts)
                && policy.Metrics.Evaluate(KnownFacts.OfOwn(known), new(2026, 12, 31)).Values.SequenceEqual(
                    policy.Metrics.Evaluate(KnownFacts.OfOwn(again), new(2026, 12, 31)).Values);
        }));

    private static Forecast? Foreseen(CompiledPolicy policy, IEnumerable<string> facts)
    {
        var known = Book(policy, facts).Known("ann");
        var decision =
            Decide.Run(new(policy, new("membership", 1, "digest"), known, Joined, null, AsOf, new(TriggerKind.Joining, "t"), 0, "", "d",
                ReviewDates.On([]))).Decision!;
        return Forecast.Of(policy, known, decision, Joined);
    }

    private static FactBook Book(CompiledPolicy policy, IEnumerable<string> facts) =>
        FactBook.Read(facts.Select(line => (ReadOnlyMemory<byte>)System.Text.Encoding.UTF8.GetBytes(line)), policy.Zone).Book!;

    private static Config Settings => Config.QuickThrowOnFailure.WithMaxTest(60).WithReplay(20260331, 7);

    private static IEnumerable<string> Purchases((int Day, int Kind, int Cents, int Of)[] history) =>
        history.Select((h, i) => Purchase(h, i)).Prepend(Fact("customer", "c", 0, """ "attributes": { "creditGrade": "A" } """));

    private static IEnumerable<string> Facts((int Day, int Kind, int Cents, int Of)[] history)
    {
        yield return Fact("customer", "c", 0, """ "attributes": { "creditGrade": "A" }, "segments": ["business"] """);
        var left = new Dictionary<int, int>();
        foreach (var (h, i) in history.Select((h, i) => (h, i)))
        {
            if (h.Kind < 6)
            {
                left[i] = h.Cents;
                yield return Purchase(h, i);
            }
            else if (h.Kind == 6) yield return Fact("survey", $"{i}", h.Day, $$""" "survey": "csat", "score": {{h.Of % 5 + 1}} """);
            else if (h.Kind == 7) yield return Fact("complaint", $"{i}", h.Day, """ "category": "late" """);
            else if (left.Count > 0)
            {
                var of = left.Keys.ElementAt(h.Of % left.Count);
                var day = Math.Max(h.Day, history[of].Day) + 1;
                if (h.Kind == 8)
                {
                    var part = left[of] / 2;
                    left[of] -= part;
                    yield return Fact(
                        "return", $"{i}", day, FormattableString.Invariant($$""" "of": "{{of}}", "currency": "CNY", "amount": "{{part / 100m}}" """));
                }
                else
                {
                    left.Remove(of);
                    // A cancellation after every return of its purchase, whenever those are.
                    yield return Fact("cancellation", $"{i}", 735, $$""" "of": "{{of}}" """);
                }
            }
        }
    }

    private static string Purchase((int Day, int Kind, int Cents, int Of) h, int i) =>
        Fact("purchase", $"{i}", h.Day, FormattableString.Invariant($$""" "currency": "CNY", "amount": "{{h.Cents / 100m}}" """));

    private static string Fact(string kind, string id, int day, string members) =>
        $$"""{ "kind": "{{kind}}", "customer": "ann", "id": "{{id}}", "at": "{{new DateOnly(2025, 1, 1).AddDays(day):yyyy-MM-dd}}", {{members}} }""";
}
