using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>
/// The reductions of purchases as known on successive days. A ledger continues from the previous day's if the rules permit: rebuilding it for each of
/// thousands of returns would take quadratic time.
/// </summary>
internal sealed class LedgerCourse(PurchaseTable table, ZonedFacts days)
{
    private readonly int[] _marks = [.. days.Marks.Days.Order()];
    private LedgerBuilder _builder = new(table);
    private ReturnLedger _ledger = ReturnLedger.Empty;
    private (int Returns, int Marks) _known;
    private bool _hasUnnamed;

    /// <summary>The ledger of facts known by the end of a day. It is valid until the next call.</summary>
    public ReturnLedger On(int day)
    {
        if (!days.Returns.Ascending) return days.Ledger(day);
        (int Returns, int Marks) known = (Sorted.CountUpTo<int>(days.Returns.Days, day), Sorted.CountUpTo<int>(_marks, day));
        if (known == _known) return _ledger;
        if (!GoesOn(known)) Begin(day);
        _builder.TakeOff(_known.Returns, known.Returns, static _ => true);
        for (var row = _known.Returns; row < known.Returns; row++) _hasUnnamed |= !IsNamed(row);
        _known = known;
        return _ledger = _builder.Ledger();
    }

    /// <summary>
    /// Whether all new facts are returns attributed after the known ones. A cancellation frees earlier takes, and returns that name their purchase
    /// come first.
    /// </summary>
    private bool GoesOn((int Returns, int Marks) known)
    {
        if (known.Returns < _known.Returns || known.Marks != _known.Marks) return false;
        for (var row = _known.Returns; _hasUnnamed && row < known.Returns; row++)
            if (IsNamed(row)) return false;
        return true;
    }

    private void Begin(int day)
    {
        _builder = new(table);
        _builder.Mark(row => days.Marks.Days[row] <= day);
        (_known, _hasUnnamed) = (default, false);
    }

    private bool IsNamed(int row) => table.Returns.Facts[row].Of is not null;
}
