namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>Purchases and returns, linked.</summary>
internal sealed class PurchaseTable
{
    public PurchaseTable(List<Purchase> purchases, List<Return> returns, List<Cancellation> cancellations)
    {
        Purchases = new(purchases);
        Returns = new(returns);
        var byId = new Dictionary<string, int>(StringComparer.Ordinal);
        if (returns.Count + cancellations.Count > 0)
            for (var i = 0; i < purchases.Count; i++) byId[purchases[i].Id] = i;
        CancelledAt = Cancel(byId, cancellations);
        Bought = Buy();
        ReturnedFrom = new int[returns.Count];
        GivenBack = GiveBack(byId);
        SingleCurrency = FindSingleCurrency();
    }

    public Rows<Purchase> Purchases { get; }

    public Rows<Return> Returns { get; }

    public LineTable Bought { get; }

    public LineTable GivenBack { get; }

    /// <summary>Per purchase the instant of its cancellation; empty if none was cancelled, <see cref="long.MaxValue"/> for one that wasn't.</summary>
    public long[] CancelledAt { get; }

    /// <summary>Per return the row of its purchase, or −1.</summary>
    public int[] ReturnedFrom { get; }

    /// <summary>The currency of all purchases and returns, or null if there are several or none.</summary>
    public string? SingleCurrency { get; }

    private long[] Cancel(Dictionary<string, int> byId, List<Cancellation> cancellations)
    {
        long[] at = [];
        foreach (var cancellation in cancellations)
        {
            if (!byId.TryGetValue(cancellation.Of, out var row)) continue;
            if (at.Length == 0)
            {
                at = new long[Purchases.Facts.Length];
                Array.Fill(at, long.MaxValue);
            }
            at[row] = Math.Min(at[row], cancellation.At.Microseconds);
        }
        return at;
    }

    private LineTable Buy()
    {
        var table = new LineTable(Purchases.Facts.Length, Purchases.Facts.Sum(purchase => purchase.Lines.Count));
        foreach (var purchase in Purchases.Facts)
        {
            foreach (var line in purchase.Lines) table.Add(LineRow.Of(line));
            table.EndRow(purchase.Amount);
        }
        return table;
    }

    private LineTable GiveBack(Dictionary<string, int> byId)
    {
        var table = new LineTable(Returns.Facts.Length, Returns.Facts.Sum(given => given.Lines.Count));
        for (var i = 0; i < Returns.Facts.Length; i++)
        {
            var given = Returns.Facts[i];
            ReturnedFrom[i] = given.Of is { } of && byId.TryGetValue(of, out var row) ? row : -1;
            foreach (var line in given.Lines)
                table.Add(ReturnedFrom[i] >= 0 && FirstOf(Purchases.Facts[ReturnedFrom[i]], line.Product) is { } bought
                    ? LineRow.Of(line, bought.Category, bought.UnitCost)
                    : LineRow.Of(line));
            table.EndRow(given.Amount);
        }
        return table;
    }

    // A product that the purchase doesn't list keeps what the return itself says of it.
    private static FactLine? FirstOf(Purchase purchase, string? product)
    {
        if (product is null) return null;
        foreach (var line in purchase.Lines)
            if (string.Equals(line.Product, product, StringComparison.Ordinal)) return line;
        return null;
    }

    private string? FindSingleCurrency()
    {
        string? single = null;
        foreach (var purchase in Purchases.Facts)
            if (single is null) single = purchase.Currency;
            else if (!string.Equals(single, purchase.Currency, StringComparison.Ordinal)) return null;
        foreach (var given in Returns.Facts)
            if (single is null) single = given.Currency;
            else if (!string.Equals(single, given.Currency, StringComparison.Ordinal)) return null;
        return single;
    }
}
