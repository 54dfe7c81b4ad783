namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>
/// A purchase between a return and its recheck. Up to the returned amount, it counts on the day of the returned purchase until its own day is
/// reached. It adds to what is left of that purchase, or replaces it as an order if nothing is left.
/// </summary>
/// <param name="Purchase">Row of the new purchase.</param>
/// <param name="Amount">The part of it that replaces returned goods, in billionths of its currency.</param>
/// <param name="Day">Day number of the returned purchase.</param>
/// <param name="OwnDay">Day number of the new purchase, from which on it counts on its own.</param>
/// <param name="FillsUp">Row of the returned purchase if something of it is left; otherwise null.</param>
/// <param name="Units">The maximum quantity that replaces returned goods, in thousandths; null: all, because all were returned.</param>
internal readonly record struct Exchange(int Purchase, Int128 Amount, int Day, int OwnDay, int? FillsUp, long? Units);
