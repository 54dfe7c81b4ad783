namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>
/// A ledger's reductions in a document's currency: each at the rate of its purchase's day, and never more than is left of the line. The last
/// reduction of a line takes all that is left, so that a fully returned purchase is worth 0.
/// </summary>
internal sealed class ConvertedLedger
{
    private readonly Int128[] _ofTakes;
    private readonly Dictionary<int, Int128[]> _off = [];

    public ConvertedLedger(ReturnLedger ledger, PurchaseTable table, ConvertedPurchases converted)
    {
        Ledger = ledger;
        _ofTakes = new Int128[ledger.Takes.Count];
        var left = new Dictionary<(int Purchase, int Line), (Int128 Own, Int128 Converted)>();
        for (var i = 0; i < _ofTakes.Length; i++)
        {
            var take = ledger.Takes[i];
            var key = (take.Purchase, take.Line);
            if (!left.TryGetValue(key, out var now)) now = (LineOf(table.Bought, take), LineOf(converted.Bought, take));
            now.Own -= take.Amount;
            _ofTakes[i] = now.Own == 0 ? now.Converted
                : Int128.Min(now.Converted, converted.Rates.Convert(take.Amount, converted.BoughtAt[take.Purchase]));
            now.Converted -= _ofTakes[i];
            left[key] = now;
            if (!_off.TryGetValue(take.Purchase, out var off))
                _off[take.Purchase] = off = new Int128[Math.Max(1, table.Bought.Lines(take.Purchase).Length)];
            off[take.Line] += _ofTakes[i];
        }
    }

    public ReturnLedger Ledger { get; }

    /// <summary>The reduction of a line, in billionths.</summary>
    public Int128 Off(int purchase, int line) => _off.TryGetValue(purchase, out var off) ? off[line] : 0;

    /// <summary>The amount of one take, in billionths.</summary>
    public Int128 OfTake(in Take take) => _ofTakes[take.Index];

    private static Int128 LineOf(LineTable table, in Take take) =>
        table.Lines(take.Purchase) is { IsEmpty: false } lines ? lines[take.Line].Amount : table.Amount[take.Purchase];
}
