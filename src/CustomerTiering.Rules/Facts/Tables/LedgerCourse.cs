using CustomerTiering.Rules.Values;

namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>
/// What was taken off purchases, as known on one day after the other. A ledger goes on from that of the day before wherever the rules allow it: with thousands of
/// returns, one from the start for each of their days would take their square.
/// </summary>
internal sealed class LedgerCourse(PurchaseTable table, ZonedFacts days)
{
    private readonly int[] _marks = [.. days.Marks.Days.Order()];
    private LedgerBuilder _builder = new(table);
    private ReturnLedger _ledger = ReturnLedger.Empty;
    private (int Returns, int Marks) _known;
    private bool _hasUnnamed;

    /// <summary>The ledger of what is known by the end of a day. It holds until another day is asked for.</summary>
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

    /// <summary>Whether only returns come to be known that are attributed after all others: a cancellation frees what was taken, and those that name their purchase come first.</summary>
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
