using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>Purchases, linked to their returns, cancellations and reinstatements.</summary>
internal sealed class PurchaseTable
{
    private readonly Func<Fact, int>? _owner;

    /// <param name="purchases">In order.</param>
    /// <param name="returns">In order.</param>
    /// <param name="marks">Cancellations and reinstatements, in order.</param>
    /// <param name="owner">For a group of companies, the owner of a fact; null: all facts are of one customer.</param>
    public PurchaseTable(List<Purchase> purchases, List<Return> returns, List<Fact> marks, Func<Fact, int>? owner = null)
    {
        _owner = owner;
        Purchases = new(purchases);
        Returns = new(returns);
        Bought = new(purchases.Count, purchases.Sum(purchase => purchase.Lines.Count));
        foreach (var purchase in purchases) Bought.Add(Discounts.Spread(purchase.Lines), purchase.Amount);
        GivenBack = new(returns.Count, returns.Sum(given => given.Lines.Count));
        foreach (var given in returns) GivenBack.Add([.. given.Lines.Select(LineRow.Of)], given.Amount);
        Link(marks, out var of, out var markOf);
        (ReturnedOf, Marks, MarkOf) = (of, new(marks), markOf);
        IsOrder = new bool[purchases.Count];
        for (var i = 0; i < IsOrder.Length; i++)
            IsOrder[i] = (Bought.Amount[i] > 0 || purchases[i].Redeemed > 0) && (purchases[i].Lines.Count == 0 || Bought.Units[i] > 0);
        SingleCurrency = FindSingleCurrency();
    }

    public Rows<Purchase> Purchases { get; }

    public Rows<Return> Returns { get; }

    /// <summary>Cancellations and reinstatements, in order.</summary>
    public Rows<Fact> Marks { get; }

    /// <summary>The purchased lines, as stated; discounts are spread over the other lines.</summary>
    public LineTable Bought { get; }

    /// <summary>Per purchase, whether it counts as an order before any reduction.</summary>
    public bool[] IsOrder { get; }

    /// <summary>The returned lines, as stated.</summary>
    public LineTable GivenBack { get; }

    /// <summary>Per return, the row of the purchase that it names, or −1.</summary>
    public int[] ReturnedOf { get; }

    /// <summary>Per cancellation or reinstatement, the row of its purchase, or −1.</summary>
    public int[] MarkOf { get; }

    /// <summary>The currency of all purchases and returns, or null if there are several or none.</summary>
    public string? SingleCurrency { get; }

    /// <summary>Whether there are any returns, cancellations or reinstatements.</summary>
    public bool HasReversals => Returns.Facts.Length + Marks.Facts.Length > 0;

    /// <summary>The part of a purchase paid with points or vouchers, in millionths.</summary>
    public Int128 Redeemed(int purchase) => Purchases.Facts[purchase].Redeemed is { } redeemed ? Scaled.Of(redeemed, 6) : 0;

    /// <summary>Whether a purchase and a return are of the same customer.</summary>
    public bool AreOfOne(int purchase, int returned) => _owner is null || _owner(Purchases.Facts[purchase]) == _owner(Returns.Facts[returned]);

    /// <summary>Whether two purchases are of the same customer.</summary>
    public bool AreBoughtByOne(int purchase, int other) => _owner is null || _owner(Purchases.Facts[purchase]) == _owner(Purchases.Facts[other]);

    private void Link(List<Fact> marks, out int[] of, out int[] markOf)
    {
        of = new int[Returns.Facts.Length];
        markOf = new int[marks.Count];
        if (of.Length + markOf.Length == 0) return;
        var byId = new Dictionary<string, int>(StringComparer.Ordinal);
        for (var i = 0; i < Purchases.Facts.Length; i++) byId[Purchases.Facts[i].Id] = i;
        for (var i = 0; i < of.Length; i++) of[i] = Returns.Facts[i].Of is { } id && byId.TryGetValue(id, out var row) ? row : -1;
        for (var i = 0; i < markOf.Length; i++)
            markOf[i] = byId.TryGetValue(marks[i] is Cancellation cancelled ? cancelled.Of : ((Reinstatement)marks[i]).Of, out var row) ? row : -1;
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
