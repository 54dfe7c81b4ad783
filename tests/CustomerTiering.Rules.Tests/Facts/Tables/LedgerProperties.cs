using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Facts.Tables;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Tests.Evaluation;
using CustomerTiering.Rules.Values;
using FsCheck;
using FsCheck.Fluent;
using static CustomerTiering.Rules.Tests.Facts.Sample;

namespace CustomerTiering.Rules.Tests.Facts.Tables;

public class LedgerProperties
{
    private static readonly string[] Products = ["tea", "cup", "pot"];

    /// <summary>What may happen: a kind, an instant in hours, quantities, a price in cents and which purchase.</summary>
    private static readonly Arbitrary<(int Kind, int Hour, int Units, int Cents, int Of)[]> Histories =
        (from kind in Gen.Choose(0, 8)
         from hour in Gen.Choose(0, 2_000)
         from units in Gen.Choose(0, 4)
         from cents in Gen.Choose(0, 9_999)
         from of in Gen.Choose(0, 5)
         select (kind, hour, units, cents, of)).ArrayOf().ToArbitrary();

    private static readonly MetricEvaluator Left = new(
        [
            .. Products.SelectMany(product => new[] { MeasureKind.PurchasesNet, MeasureKind.PurchasesUnits }
                .Select(kind =>
                    (Metric)(Measuring.Metric(kind, Aggregate.Sum,
                        where: [Measuring.Where(FactField.Product, product)]) with { Name = $"{kind} of {product}" }))),
            Measuring.Metric(MeasureKind.PurchasesNet, Aggregate.Sum, Measuring.Rolling("P1M")) with { Name = "month" },
            Measuring.Metric(MeasureKind.PurchasesNet, Aggregate.Sum) with { Name = "all" },
            Measuring.Metric(MeasureKind.Purchases, Aggregate.Count) with { Name = "orders" },
        ],
        "CNY", ZoneRules.Utc, [new("JPY", new(2025, 1, 1), 0.0477m)]);

    private static Config Settings => Config.QuickThrowOnFailure.WithMaxTest(400).WithReplay(20260331, 7);

    [Fact]
    public void Never_is_less_than_nothing_left_on_any_day() => Check.One(Settings, Prop.ForAll(Histories, history =>
        OnEachWeek(Facts(history)).All(values => values.All(value => value >= 0))));

    [Fact]
    public void Of_purchases_that_are_all_given_back_nothing_is_left_on_any_day() => Check.One(Settings, Prop.ForAll(Histories, history =>
    {
        List<Fact> facts = [.. Facts(history)];
        List<Fact> back = [.. facts.OfType<Purchase>()
            .Select((purchase, i) => new Return($"all{i}", At("2026-03-25"), null, purchase.Id, purchase.Currency, purchase.Amount, []))];
        facts.RemoveAll(fact => fact is Return { Allowance: true });
        return OnEachWeek([.. facts, .. back], from: new(2026, 3, 25)).All(values => values.All(value => value == 0));
    }));

    [Fact]
    public void The_order_in_which_facts_are_handed_over_is_immaterial_where_their_instants_differ() =>
        Check.One(Settings, Prop.ForAll(Histories, history =>
    {
        var facts = Facts(history).DistinctBy(fact => fact.At).ToList();
        var seed = history.Length;
        return OnEachWeek(facts).Zip(OnEachWeek([.. facts.OrderBy(fact => (fact.Id.GetHashCode(StringComparison.Ordinal) ^ seed) & 15)]))
            .All(two => two.First.SequenceEqual(two.Second));
    }));

    [Fact]
    public void Shares_make_up_the_amount_and_none_is_more_than_what_it_is_taken_from() =>
        Check.One(Settings, Prop.ForAll(Gen.Choose(0, 1_000_000).ArrayOf().ToArbitrary(), over =>
    {
        var parts = over.Select(part => (Int128)part).ToArray();
        var total = parts.Aggregate(Int128.Zero, (sum, part) => sum + part);
        foreach (var amount in (Int128[])[0, total / 7, total / 2, total])
        {
            var shares = Proportions.Of(amount, parts);
            if (shares.Aggregate(Int128.Zero, (sum, share) => sum + share) != amount
                || shares.Where((share, i) => share < 0 || share > parts[i]).Any()) return false;
        }
        return true;
    }));

    private static IEnumerable<IReadOnlyList<decimal?>> OnEachWeek(IReadOnlyList<Fact> facts, DateOnly? from = null)
    {
        var known = KnownFacts.OfOwn(CustomerFacts.Fold("anna", facts));
        for (var day = from ?? new DateOnly(2026, 1, 1); day < new DateOnly(2026, 5, 1); day = day.AddDays(7))
            yield return Left.Evaluate(known, day).Values;
    }

    private static IReadOnlyList<Fact> Facts((int Kind, int Hour, int Units, int Cents, int Of)[] history)
    {
        var facts = new List<Fact>();
        foreach (var (kind, hour, units, cents, of) in history)
        {
            var at = Instant.Of(new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddHours(hour));
            var (id, currency, price) = ($"{facts.Count}", of == 5 ? "JPY" : "CNY", cents / 100m);
            var purchases = facts.OfType<Purchase>().ToList();
            var named = purchases.Count == 0 || kind % 2 == 0 ? null : purchases[of % purchases.Count];
            FactLine[] lines = [new(Products[of % 3], null, units, price, null), new(Products[(of + units) % 3], null, 1, 7.77m, 3)];
            facts.Add(kind switch
            {
                < 4 when kind > 0 => new Purchase(id, at, null, currency, lines.Sum(line => line.Quantity * line.UnitPrice), [.. lines]),
                0 => new Purchase(id, at, null, currency, price, []),
                4 or 5 => new Return(id, at, null, named?.Id, named?.Currency ?? currency, price, []),
                6 or 7 => new Return(
                    id, at, null, named?.Id, named?.Currency ?? currency, lines.Sum(line => line.Quantity * line.UnitPrice), [.. lines]),
                _ => new Return(id, at, null, null, currency, price, []) { Allowance = true },
            });
        }
        return facts;
    }
}
