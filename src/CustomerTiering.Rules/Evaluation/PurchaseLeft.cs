using CustomerTiering.Rules.Facts.Tables;

namespace CustomerTiering.Rules.Evaluation;

/// <summary>What is left of one purchase, or of the lines of it that a metric counts.</summary>
/// <param name="Matches">Whether any of its lines counts.</param>
/// <param name="IsOrder">Whether it counts as an order: something is left.</param>
/// <param name="Gross">Original amount, in billionths of the document's currency.</param>
/// <param name="Net">Amount left, in billionths of the document's currency.</param>
/// <param name="OwnNet">Amount left, in billionths of the purchase's own currency.</param>
/// <param name="Units">Quantity left, in thousandths.</param>
/// <param name="Margin">Margin of lines with a cost, in billionths of the document's currency.</param>
/// <param name="Costed">Whether any line has a cost.</param>
internal readonly record struct PurchaseLeft(
    bool Matches, bool IsOrder, Int128 Gross, Int128 Net, Int128 OwnNet, Int128 Units, Int128 Margin, bool Costed)
{
    /// <param name="purchase">Row of the purchase.</param>
    /// <param name="filter">The lines that count.</param>
    public static PurchaseLeft Of(in FactView view, int purchase, FieldFilter filter)
    {
        var own = view.Facts.Purchases.Bought;
        var off = view.Ledger.Off(purchase);
        var converted = view.Converted?.Of(view.Ledger);
        var sum = new Sum(off?.Redeemed ?? view.Facts.Purchases.Redeemed(purchase));
        var lines = own.Lines(purchase);
        if (lines.IsEmpty)
        {
            if (filter.NarrowsLines) return default;
            var (amount, bought) = (own.Amount[purchase], view.Bought.Amount[purchase]);
            sum.Add(
                off?.OrderedOf(0) ?? amount, bought, converted is null ? off?.Left ?? amount : bought - converted.Off(purchase, 0),
                off?.Left ?? amount);
            return sum.Of(hasLines: false);
        }
        for (var i = 0; i < lines.Length; i++)
        {
            ref readonly var line = ref lines[i];
            if (!filter.Accepts(line)) continue;
            var (left, units) = (off?.AmountOf(i) ?? line.Amount, off?.UnitsOf(i) ?? line.Units);
            var bought = view.Bought.Lines(purchase)[i].Amount;
            sum.Add(off?.OrderedOf(i) ?? line.Amount, bought, converted is null ? left : bought - converted.Off(purchase, i), left);
            sum.AddGoods(units, line.Costed, view.Convert(line.MarginOf(left, units), purchase));
        }
        return sum.Of(hasLines: true);
    }

    /// <summary>Adds goods exchanged for returned ones. The result is one order.</summary>
    public PurchaseLeft With(in PurchaseLeft more) => new(
        true, IsOrder || more.IsOrder, Gross + more.Gross, Net + more.Net, OwnNet + more.OwnNet, Units + more.Units, Margin + more.Margin,
        Costed || more.Costed);

    /// <summary>The part of an exchange that replaces returned goods: amounts in proportion to its lines, goods up to those returned.</summary>
    public static PurchaseLeft Of(in FactView view, in Exchange exchange, FieldFilter filter)
    {
        var own = view.Facts.Purchases.Bought;
        var off = view.Ledger.Off(exchange.Purchase) ?? new(view.Facts.Purchases, exchange.Purchase);
        var shares = Proportions.Of(exchange.Amount, off.Amounts());
        var sum = new Sum(off.Redeemed);
        var lines = own.Lines(exchange.Purchase);
        var most = exchange.Units ?? long.MaxValue;
        if (lines.IsEmpty && filter.NarrowsLines) return default;
        for (var i = 0; i < shares.Length; i++)
        {
            if (!lines.IsEmpty && !filter.Accepts(lines[i])) continue;
            var amount = view.Convert(shares[i], exchange.Purchase);
            sum.Add(shares[i], amount, amount, shares[i]);
            if (lines.IsEmpty) continue;
            var units = Math.Min(most, off.UnitsOf(i));
            most -= units;
            sum.AddGoods(units, lines[i].Costed, view.Convert(lines[i].MarginOf(shares[i], units), exchange.Purchase));
        }
        return sum.Of(hasLines: !lines.IsEmpty);
    }

    private struct Sum(Int128 redeemed)
    {
        private bool _matches;
        private bool _costed;
        private Int128 _ordered;
        private Int128 _gross;
        private Int128 _net;
        private Int128 _ownNet;
        private Int128 _units;
        private Int128 _margin;

        public void Add(Int128 ordered, Int128 gross, Int128 net, Int128 ownNet)
        {
            _matches = true;
            _ordered += ordered;
            _gross += gross;
            _net += net;
            _ownNet += ownNet;
        }

        public void AddGoods(Int128 units, bool costed, Int128 margin)
        {
            _units += units;
            _costed |= costed;
            _margin += margin;
        }

        public readonly PurchaseLeft Of(bool hasLines) => new(
            _matches, _matches && (_ordered > 0 || redeemed > 0) && (!hasLines || _units > 0), _gross, _net, _ownNet, _units, _margin, _costed);
    }
}
