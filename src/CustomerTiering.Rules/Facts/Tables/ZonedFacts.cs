using CustomerTiering.Rules.Evaluation;
using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>The days of all facts in one zone.</summary>
internal sealed class ZonedFacts
{
    private readonly PurchaseTable _table;
    private readonly int[] _reversals;
    private readonly int[] _allowances;
    private ConvertedPurchases? _converted;
    private KnownLedger? _ledger;
    private KnownExchanges? _exchanges;

    public ZonedFacts(CustomerFacts facts, ZoneRules zone)
    {
        Zone = zone;
        var clock = new DayClock(zone);
        Joined = facts.JoinedAt is { } joined ? clock.DayOf(joined.Microseconds) : null;
        Purchases = DayColumn.Of(facts.Purchases.Purchases.At, ref clock);
        Marks = DayColumn.Of(facts.Purchases.Marks.At, ref clock);
        Returns = DayColumn.Of(facts.Purchases.Returns.At, ref clock);
        Interactions = DayColumn.Of(facts.Interactions.At, ref clock);
        Answers = new DayColumn[facts.Answers.Length];
        for (var i = 0; i < Answers.Length; i++) Answers[i] = DayColumn.Of(facts.Answers[i].At, ref clock);
        Asked = DayColumn.Of(facts.Asked.At, ref clock);
        Complaints = DayColumn.Of(facts.Complaints.Opened.At, ref clock);
        ComplaintMoves = DayColumn.Of(facts.Complaints.Moves.At, ref clock);
        Referrals = DayColumn.Of(facts.Referrals.At, ref clock);
        Indicators = DayColumn.Of(facts.Indicators.At, ref clock);
        Profiles = DayColumn.Of(facts.Profiles.At, ref clock);
        Memberships = DayColumn.Of(facts.Memberships.At, ref clock);
        StageMoves = DayColumn.Of(facts.StageMoves.At, ref clock);
        _table = facts.Purchases;
        _reversals = [.. Returns.Days, .. Marks.Days];
        Array.Sort(_reversals);
        // Returns are in order, and so are the allowances among them.
        _allowances = [.. Returns.Days.Where((_, row) => facts.Purchases.Returns.Facts[row].Allowance)];
    }

    public ZoneRules Zone { get; }

    /// <summary>Number of the day of joining; null without facts.</summary>
    public int? Joined { get; }

    public DayColumn Purchases { get; }

    /// <summary>Days of cancellations and reinstatements.</summary>
    public DayColumn Marks { get; }

    public DayColumn Returns { get; }

    public DayColumn Interactions { get; }

    public DayColumn[] Answers { get; }

    public DayColumn Asked { get; }

    public DayColumn Complaints { get; }

    public DayColumn ComplaintMoves { get; }

    public DayColumn Referrals { get; }

    public DayColumn Indicators { get; }

    public DayColumn Profiles { get; }

    public DayColumn Memberships { get; }

    public DayColumn StageMoves { get; }

    /// <summary>The reductions of purchases known by the end of a day. The last ledger is cached.</summary>
    /// <param name="through">Day number.</param>
    /// <param name="allowancesThrough">Day number up to which allowances are known; null: <paramref name="through"/>.</param>
    public ReturnLedger Ledger(int through, int? allowancesThrough = null)
    {
        if (_reversals.Length == 0) return ReturnLedger.Empty;
        var known = Sorted.CountUpTo<int>(_reversals, through);
        if (known == 0) return ReturnLedger.Empty;
        var allowancesKnown = allowancesThrough ?? through;
        var allowed = Sorted.CountUpTo<int>(_allowances, allowancesKnown);
        var kept = Volatile.Read(ref _ledger);
        if (kept is not null && kept.Reversals == known && kept.Allowances == allowed) return kept.Ledger;
        var ledger = LedgerBuilder.Build(
            _table, row => Returns.Days[row] <= (_table.Returns.Facts[row].Allowance ? allowancesKnown : through), row => Marks.Days[row] <= through);
        Volatile.Write(ref _ledger, new(known, allowed, ledger));
        return ledger;
    }

    /// <summary>Purchases in the currency of a document with rates. The result for the last rates is cached.</summary>
    public ConvertedPurchases Converted(PurchaseTable table, RateTable rates)
    {
        var converted = Volatile.Read(ref _converted);
        if (converted is not null && ReferenceEquals(converted.Rates, rates)) return converted;
        converted = new(table, this, rates);
        Volatile.Write(ref _converted, converted);
        return converted;
    }

    /// <summary>The exchanges that a recheck knows. The last result is cached.</summary>
    public Exchanges Exchanges(ReturnsKnown known)
    {
        if (_reversals.Length == 0) return Tables.Exchanges.None;
        var kept = Volatile.Read(ref _exchanges);
        if (kept is not null && kept.Known == known) return kept.Exchanges;
        kept = new(known, new(ExchangeSearch.Of(_table, this, known)));
        Volatile.Write(ref _exchanges, kept);
        return kept.Exchanges;
    }

    private sealed record KnownExchanges(ReturnsKnown Known, Exchanges Exchanges);

    private sealed record KnownLedger(int Reversals, int Allowances, ReturnLedger Ledger);
}
