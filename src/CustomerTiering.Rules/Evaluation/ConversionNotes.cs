using System.Collections.Immutable;
using CustomerTiering.Rules.Facts;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>Records, while metrics are computed, the rates used and the amounts without a rate.</summary>
internal sealed class ConversionNotes
{
    private SortedSet<int>? _used;
    private Dictionary<Fact, Int128>? _uncounted;
    private SortedSet<int>? _metrics;

    /// <summary>Index of the metric being computed.</summary>
    public int Metric { get; set; }

    /// <summary>Indexes of the rates used, ascending.</summary>
    public ImmutableArray<int> Rates => _used is null ? [] : [.. _used];

    /// <summary>Indexes of the metrics that leave out an amount, ascending.</summary>
    public ImmutableArray<int> Metrics => _metrics is null ? [] : [.. _metrics];

    /// <summary>The amounts that do not count, by currency in code-point order.</summary>
    public EquatableList<UncountedAmount> Uncounted => _uncounted is null ? [] :
    [
        .. _uncounted.GroupBy(one => CurrencyOf(one.Key), one => one.Value, StringComparer.Ordinal)
            .OrderBy(group => group.Key, CodePointOrder.Instance)
            .Select(group =>
                new UncountedAmount(group.Key, group.Count(), Scaled.ToDecimal(group.Aggregate(Int128.Zero, (sum, one) => sum + one), 9))),
    ];

    /// <summary>Records the rates of all uncancelled purchases from a day up to D.</summary>
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

    /// <summary>Records an amount without a rate, in its own currency. Several metrics may leave out parts of one fact.</summary>
    public void LeaveOut(Fact fact, Int128 amount)
    {
        if (amount == 0) return;
        (_metrics ??= []).Add(Metric);
        _uncounted ??= new(ReferenceEqualityComparer.Instance);
        _uncounted[fact] = Int128.Max(amount, _uncounted.GetValueOrDefault(fact));
    }

    private static string CurrencyOf(Fact fact) => fact is Purchase purchase ? purchase.Currency : ((Return)fact).Currency;
}
