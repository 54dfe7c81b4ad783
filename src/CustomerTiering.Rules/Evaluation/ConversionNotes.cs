using System.Collections.Immutable;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>What is noted while metrics are computed: the rates that were used, and the amounts that have none.</summary>
internal sealed class ConversionNotes
{
    private SortedSet<int>? _used;
    private Dictionary<Fact, Int128>? _uncounted;
    private SortedSet<int>? _metrics;

    /// <summary>Place of the metric that is being computed.</summary>
    public int Metric { get; set; }

    /// <summary>Places of the rates that were used, ascending.</summary>
    public ImmutableArray<int> Rates => _used is null ? [] : [.. _used];

    /// <summary>Places of the metrics that leave out an amount, ascending.</summary>
    public ImmutableArray<int> Metrics => _metrics is null ? [] : [.. _metrics];

    /// <summary>The amounts that count nowhere, by currency in code-point order.</summary>
    public EquatableList<UncountedAmount> Uncounted => _uncounted is null ? [] :
    [
        .. _uncounted.GroupBy(one => CurrencyOf(one.Key), one => one.Value, StringComparer.Ordinal).OrderBy(group => group.Key, CodePointOrder.Instance)
            .Select(group => new UncountedAmount(group.Key, group.Count(), Scaled.ToDecimal(group.Aggregate(Int128.Zero, (sum, one) => sum + one), 9))),
    ];

    /// <summary>Takes note of the rates of all purchases from a day up to D that are not cancelled.</summary>
    public void Use(in FactView view, int from)
    {
        if (view.Converted is not { } converted) return;
        var days = view.Days.Purchases.Days;
        for (var i = 0; i < days.Length; i++)
            if (days[i] >= from && days[i] <= view.AsOf && !view.Ledger.IsCancelled(i)) Use(converted.BoughtAt[i]);
    }

    public void Use(int place)
    {
        if (place >= 0) (_used ??= []).Add(place);
    }

    /// <summary>An amount without a rate, in its own currency; several metrics may leave out parts of one.</summary>
    public void LeaveOut(Fact fact, Int128 amount)
    {
        if (amount == 0) return;
        (_metrics ??= []).Add(Metric);
        _uncounted ??= new(ReferenceEqualityComparer.Instance);
        _uncounted[fact] = Int128.Max(amount, _uncounted.GetValueOrDefault(fact));
    }

    private static string CurrencyOf(Fact fact) => fact is Purchase purchase ? purchase.Currency : ((Return)fact).Currency;
}
