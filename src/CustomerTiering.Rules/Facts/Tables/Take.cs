namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>The reduction of one line of a purchase by one return.</summary>
/// <param name="Index">The index in the ledger.</param>
/// <param name="Return">Row of the return.</param>
/// <param name="ReturnLine">Line of the return; −1: the amount as a whole.</param>
/// <param name="Purchase">Row of the purchase.</param>
/// <param name="Line">Line of the purchase; 0 without lines.</param>
/// <param name="Amount">In billionths.</param>
/// <param name="Units">In thousandths.</param>
/// <param name="Redeemed">In millionths.</param>
internal readonly record struct Take(int Index, int Return, int ReturnLine, int Purchase, int Line, Int128 Amount, long Units, Int128 Redeemed);
