using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>Purchases in a document's currency: each line at the rate of its day, rounded. Amounts without a rate are 0 and do not count.</summary>
internal sealed class ConvertedPurchases
{
    private readonly PurchaseTable _table;
    private ConvertedLedger? _ledger;

    public ConvertedPurchases(PurchaseTable table, ZonedFacts days, RateTable rates)
    {
        (_table, Rates) = (table, rates);
        BoughtAt = new int[table.Purchases.Facts.Length];
        for (var i = 0; i < BoughtAt.Length; i++) BoughtAt[i] = rates.Place(table.Purchases.Facts[i].Currency, days.Purchases.Days[i]);
        GivenBackAt = new int[table.Returns.Facts.Length];
        for (var i = 0; i < GivenBackAt.Length; i++) GivenBackAt[i] = rates.Place(table.Returns.Facts[i].Currency, days.Returns.Days[i]);
        Bought = Buy();
    }

    /// <summary>The rates of the conversion.</summary>
    public RateTable Rates { get; }

    public LineTable Bought { get; }

    /// <summary>Per purchase, the index of its rate, <see cref="RateTable.Own"/> or <see cref="RateTable.None"/>.</summary>
    public int[] BoughtAt { get; }

    /// <summary>Per return, the same for its own day. Used for amounts that reduce no purchase.</summary>
    public int[] GivenBackAt { get; }

    /// <summary>A ledger's reductions, converted. The result for the last ledger is cached.</summary>
    public ConvertedLedger Of(ReturnLedger ledger)
    {
        var converted = Volatile.Read(ref _ledger);
        if (converted is not null && ReferenceEquals(converted.Ledger, ledger)) return converted;
        converted = new(ledger, _table, this);
        Volatile.Write(ref _ledger, converted);
        return converted;
    }

    private LineTable Buy()
    {
        var converted = new LineTable(BoughtAt.Length, _table.Bought.Count);
        for (var i = 0; i < BoughtAt.Length; i++)
        {
            LineRow[] lines = [.. _table.Bought.Lines(i)];
            Int128 sum = 0;
            for (var line = 0; line < lines.Length; line++)
            {
                lines[line] = lines[line] with { Amount = Rates.Convert(lines[line].Amount, BoughtAt[i]) };
                sum += lines[line].Amount;
            }
            converted.Add(lines, lines.Length == 0 ? Rates.Convert(_table.Bought.Amount[i], BoughtAt[i]) : sum);
        }
        return converted;
    }
}
