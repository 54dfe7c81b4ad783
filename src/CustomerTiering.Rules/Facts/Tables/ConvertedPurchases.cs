using CustomerTiering.Rules.Evaluation;

namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>
/// Purchases and returns in the currency of a document that has rates. A line is converted at the rate of its day, what is returned at that of its
/// purchase; what brings the last of a purchase back takes all that is left of it, so that a full return nets to zero.
/// </summary>
internal sealed class ConvertedPurchases
{
    private readonly RateTable _rates;
    private readonly PurchaseTable _table;

    public ConvertedPurchases(PurchaseTable table, ZonedFacts days, RateTable rates)
    {
        (_table, _rates) = (table, rates);
        BoughtAt = new int[table.Purchases.Facts.Length];
        for (var i = 0; i < BoughtAt.Length; i++) BoughtAt[i] = rates.Place(table.Purchases.Facts[i].Currency, days.Purchases.Days[i]);
        GivenBackAt = new int[table.Returns.Facts.Length];
        for (var i = 0; i < GivenBackAt.Length; i++)
            GivenBackAt[i] = table.ReturnedFrom[i] is var of and >= 0 ? BoughtAt[of] : rates.Place(table.Returns.Facts[i].Currency, days.Returns.Days[i]);
        Bought = Buy();
        GivenBack = GiveBack();
    }

    /// <summary>The rates by which it was converted.</summary>
    public RateTable Rates => _rates;

    public LineTable Bought { get; }

    public LineTable GivenBack { get; }

    /// <summary>Per purchase the place of its rate, <see cref="RateTable.Own"/> or <see cref="RateTable.None"/>.</summary>
    public int[] BoughtAt { get; }

    /// <summary>The same per return.</summary>
    public int[] GivenBackAt { get; }

    private LineTable Buy()
    {
        var converted = new LineTable(BoughtAt.Length, _table.Bought.Count);
        for (var i = 0; i < BoughtAt.Length; i++)
        {
            var lines = Lines(_table.Bought, i, BoughtAt[i]);
            foreach (var line in lines) converted.Add(line);
            converted.EndRow(Amount(_table.Bought, i, BoughtAt[i], lines));
        }
        return converted;
    }

    private LineTable GiveBack()
    {
        var converted = new LineTable(GivenBackAt.Length, _table.GivenBack.Count);
        var (left, leftConverted) = ((Int128[])[.. _table.Bought.Amount], (Int128[])[.. Bought.Amount]);
        for (var i = 0; i < GivenBackAt.Length; i++)
        {
            var lines = Lines(_table.GivenBack, i, GivenBackAt[i]);
            var amount = Amount(_table.GivenBack, i, GivenBackAt[i], lines);
            if (GivenBackAt[i] >= 0 && _table.ReturnedFrom[i] is var of and >= 0)
            {
                left[of] -= _table.GivenBack.Amount[i];
                var settled = left[of] == 0 ? leftConverted[of] : Int128.Min(amount, leftConverted[of]);
                leftConverted[of] -= settled;
                // The cents by which rounding differs go to the last line.
                if (lines.Length > 0) lines[^1] = lines[^1] with { Amount = lines[^1].Amount + settled - amount };
                amount = settled;
            }
            foreach (var line in lines) converted.Add(line);
            converted.EndRow(amount);
        }
        return converted;
    }

    private LineRow[] Lines(LineTable table, int row, int place)
    {
        LineRow[] lines = [.. table.Lines(row)];
        for (var i = 0; i < lines.Length; i++)
            lines[i] = lines[i] with { Amount = _rates.Convert(lines[i].Amount, place), Margin = _rates.Convert(lines[i].Margin, place) };
        return lines;
    }

    /// <summary>The sum of the lines, or what is stated without any.</summary>
    private Int128 Amount(LineTable table, int row, int place, LineRow[] lines)
    {
        if (lines.Length == 0) return _rates.Convert(table.Amount[row], place);
        Int128 sum = 0;
        foreach (var line in lines) sum += line.Amount;
        return sum;
    }
}
