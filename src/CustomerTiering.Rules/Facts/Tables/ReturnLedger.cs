using System.Runtime.InteropServices;

namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>
/// The reductions of purchases by the returns and cancellations known on a day. A return reduces the purchase on the purchase's day, so a fully
/// returned purchase is worth 0 on every day.
/// </summary>
/// <param name="takes">In order of application: by return, those that name their purchase first.</param>
/// <param name="off">Purchases with reductions.</param>
/// <param name="cancelled">Cancelled purchases; the returns that name them are cancelled too.</param>
internal sealed class ReturnLedger(List<Take> takes, IReadOnlyDictionary<int, PurchaseOff> off, IReadOnlySet<int> cancelled)
{
    private Dictionary<int, int>? _first;

    /// <summary>A ledger without returns.</summary>
    public static ReturnLedger Empty { get; } = new([], new Dictionary<int, PurchaseOff>(), new HashSet<int>());

    public IReadOnlyList<Take> Takes => takes;

    /// <summary>The takes of one return; they are consecutive.</summary>
    public ReadOnlySpan<Take> TakesOf(int row)
    {
        _first ??= Index();
        if (!_first.TryGetValue(row, out var first)) return [];
        var end = first;
        while (end < takes.Count && takes[end].Return == row) end++;
        return CollectionsMarshal.AsSpan(takes)[first..end];
    }

    /// <summary>Whether a purchase counts as if it had never been made.</summary>
    public bool IsCancelled(int purchase) => cancelled.Count > 0 && cancelled.Contains(purchase);

    /// <summary>The reductions of a purchase; null: none.</summary>
    public PurchaseOff? Off(int purchase) => off.Count > 0 ? off.GetValueOrDefault(purchase) : null;

    /// <summary>Whether a purchase was fully returned or cancelled.</summary>
    public bool IsGone(int purchase) => IsCancelled(purchase) || Off(purchase) is { IsWhole: true };

    /// <summary>The purchases with less left than in another ledger of the same facts.</summary>
    public IEnumerable<int> LessThan(ReturnLedger other, PurchaseTable table)
    {
        foreach (var (purchase, mine) in off)
            if (!IsCancelled(purchase) && mine.IsLessThan(other.Off(purchase) ?? new(table, purchase))) yield return purchase;
    }

    private Dictionary<int, int> Index()
    {
        var first = new Dictionary<int, int>();
        for (var i = takes.Count - 1; i >= 0; i--) first[takes[i].Return] = i;
        return first;
    }
}
