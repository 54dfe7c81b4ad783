namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>What one return takes off one line of a purchase.</summary>
/// <param name="Index">Its place among all of the ledger.</param>
/// <param name="Return">Row of the return.</param>
/// <param name="ReturnLine">Line of the return; −1: as an amount alone.</param>
/// <param name="Purchase">Row of the purchase.</param>
/// <param name="Line">Line of the purchase; 0 where it has none.</param>
/// <param name="Amount">In billionths.</param>
/// <param name="Units">In thousandths.</param>
/// <param name="Redeemed">In millionths.</param>
internal readonly record struct Take(int Index, int Return, int ReturnLine, int Purchase, int Line, Int128 Amount, long Units, Int128 Redeemed);
