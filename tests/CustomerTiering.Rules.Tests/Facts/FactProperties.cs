using System.Buffers;
using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Policies;
using CustomerTiering.Rules.Values;
using FsCheck;
using FsCheck.Fluent;
using static CustomerTiering.Rules.Tests.Evaluation.Measuring;

namespace CustomerTiering.Rules.Tests.Facts;

/// <summary>Over generated histories of one customer.</summary>
public class FactProperties
{
    private static readonly Metric[] Metrics =
    [
        Metric(MeasureKind.PurchasesNet, Aggregate.Sum, Rolling("P1M")) with { Name = "net" },
        Metric(MeasureKind.PurchasesMargin, Aggregate.Mean) with { Name = "margin" },
        Metric(MeasureKind.PurchasesGross, Aggregate.Last) with { Name = "last" },
        Metric(MeasureKind.Purchases, Aggregate.Distinct) with { Name = "categories" },
        Metric(MeasureKind.Returns, Aggregate.Sum) with { Name = "returns" },
        Metric(MeasureKind.ComplaintsOpen, Aggregate.Last, new Window.State()) with { Name = "open" },
        Metric(MeasureKind.ComplaintsHoursToResolve, Aggregate.Mean) with { Name = "hours" },
        Metric(MeasureKind.SurveysNps, Aggregate.Last) with { Name = "nps" },
        Metric(MeasureKind.Indicator, Aggregate.Last, indicator: "i") with { Name = "indicator" },
        Metric(MeasureKind.RelationshipDays, Aggregate.Last) with { Name = "tenure" },
    ];

    [Fact]
    public void The_order_in_which_facts_arrive_is_immaterial() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Histories, Gen.Choose(0, int.MaxValue).ToArbitrary(), (facts, seed) =>
    {
        // Two corrections of one fact differ by the order in which they became known; here each fact has one at most.
        Fact[] known = [.. facts.DistinctBy(f => f is Correction c ? ("of" + c.Replacement.Kind, c.Of) : (f.Kind.ToString(), f.Id)).Select(Placed)];
        var shuffled = known.ToArray();
        new Random(seed).Shuffle(shuffled);
        return Values(known).SequenceEqual(Values(shuffled)) && Fold(known).Facts.SequenceEqual(Fold(shuffled).Facts);
    }));

    [Fact]
    public void What_is_written_reads_back_equal_and_equal_facts_are_equal_bytes() => Check.QuickThrowOnFailure(Prop.ForAll(Histories, facts =>
    {
        var bytes = Write(facts);
        var read = FactCodec.ReadAll(bytes);
        return read.SequenceEqual(facts.Select(Placed)) && Write([.. read]).AsSpan().SequenceEqual(bytes);
    }));

    [Fact]
    public void Facts_folded_live_and_folded_again_are_the_same() => Check.QuickThrowOnFailure(Prop.ForAll(Histories, facts =>
    {
        byte[] live = [];
        foreach (var (fact, i) in facts.Select((f, i) => (f, i))) live = [.. live, .. Write([fact], i)];
        return live.AsSpan().SequenceEqual(Write(facts)) && Values([.. FactCodec.ReadAll(live)]).SequenceEqual(Values(facts));
    }));

    [Fact]
    public void Cut_or_altered_entries_are_no_facts_or_other_facts_but_never_a_crash() =>
        Check.QuickThrowOnFailure(Prop.ForAll(Histories, Gen.Choose(0, int.MaxValue).ToArbitrary(), (facts, seed) =>
    {
        var bytes = Write(facts);
        if (bytes.Length == 0) return true;
        var at = seed % bytes.Length;
        bytes[at] ^= (byte)(1 << (seed % 8));
        foreach (var entries in (byte[][])[bytes, bytes[..at]])
        {
            try { if (FactCodec.ReadAll(entries).SequenceEqual(facts.Select(Placed))) return false; }
            catch (FormatException) { }
        }
        return true;
    }));

    private static CustomerFacts Fold(Fact[] facts) => CustomerFacts.Fold("anna", facts);

    private static IEnumerable<decimal?> Values(Fact[] facts) =>
        new MetricEvaluator(Metrics, "CNY", Sample.Zone("Europe/Berlin")).Evaluate(KnownFacts.OfOwn(Fold(facts)), Sample.Day("2026-02-10")).Values;

    private static byte[] Write(Fact[] facts, int first = 0)
    {
        var output = new ArrayBufferWriter<byte>();
        for (var i = 0; i < facts.Length; i++) FactCodec.Write(Placed(facts[i], first + i), output);
        return output.WrittenSpan.ToArray();
    }

    // Somewhere in the log; what a correction puts in place has the correction's position.
    private static Fact Placed(Fact fact, int place)
    {
        var recorded = (long)place * place;
        return fact is Correction correction
            ? correction with { Recorded = recorded, Replacement = correction.Replacement with { Recorded = recorded } }
            : fact with { Recorded = recorded };
    }

    private static readonly Gen<string?> Text = Gen.Elements(null, "", "web", "店", "\U0001F602", "a longer text of some words");

    private static readonly Gen<decimal> Amount =
        from digits in Gen.Choose(0, 1_000_000_000)
        from scale in Gen.Choose(0, 6)
        select new decimal(digits, 0, 0, false, (byte)scale);

    private static readonly Gen<FactLine> Line =
        from product in Text
        from category in Text
        from quantity in Gen.Choose(0, 5000)
        from price in Amount
        from cost in Gen.OneOf(Amount.Select(a => (decimal?)a), Gen.Constant((decimal?)null))
        select new FactLine(product, category, new decimal(quantity, 0, 0, false, 3), price, cost);

    private static readonly Gen<Instant> Time = Gen.Choose(0, 90 * 24)
        .Select(hours => new Instant(Sample.At("2025-12-01").Microseconds + (hours * 3_600_000_000L)));

    private static Gen<Fact> FactOf(string id) =>
        from at in Time
        from channel in Text
        from of in Gen.Choose(0, 9).Select(Id)
        from lines in Line.ListOf().Select(l => l.Take(3).ToArray())
        from amount in Amount
        from score in Gen.Choose(1, 5)
        from fact in Gen.Elements<Fact>(
            new Purchase(id, at, channel, "CNY", amount, [.. lines], score > 3 ? amount : null),
            new Purchase(id, at, channel, "CNY", lines.Sum(l => l.Quantity * l.UnitPrice), [.. lines]),
            new Return(id, at, channel, score > 1 ? of : null, "CNY", amount, [.. lines]),
            new Return(id, at, channel, of, "CNY", amount, [.. lines], amount, score > 2),
            new Cancellation(id, at, channel, of), new Interaction(id, at, channel, "in", channel, channel, amount),
            new SurveyAsked(id, at, channel, (Survey)(score % 3)), new SurveyAnswer(id, at, channel, (Survey)(score % 3), score, of),
            new Complaint(id, at, channel, channel, "high"), new ComplaintResolution(id, at, channel, of),
            new ComplaintReopening(id, at, channel, of),
            new Referral(id, at, channel, of), new Indicator(id, at, channel, "i", -amount, channel),
            new CustomerDescription(id, at, channel, (CustomerType)(score % 2), [new("a", channel ?? "x")], ["s"], channel),
            new Membership(id, at, channel ?? "x", score > 2))
        select fact;

    // Some ids are UUIDs, as in the product, and some are those of a source.
    private static string Id(int number) => number % 2 == 0 ? $"id {number}" : $"00000000-0000-8000-8000-00000000000{number}";

    private static readonly Arbitrary<Fact[]> Histories = Gen.Choose(0, 10)
        .SelectMany(n => Enumerable.Range(0, n).Select(i => FactOf(Id(i))).Aggregate(
            Gen.Constant(Array.Empty<Fact>()),
            (all, next) => from facts in all from fact in next from replacement in FactOf(fact.Id) select Append(facts, fact, replacement)))
        .ToArbitrary();

    private static Fact[] Append(Fact[] facts, Fact fact, Fact replacement) =>
        fact.Kind == replacement.Kind ? [.. facts, fact, new Correction($"k{facts.Length}", replacement.At, null, replacement)] : [.. facts, fact];
}
