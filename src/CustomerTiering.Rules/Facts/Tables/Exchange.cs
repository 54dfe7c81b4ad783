namespace CustomerTiering.Rules.Facts.Tables;

/// <summary>
/// What was bought between a return and its recheck: up to what was returned it counts on the day of what was returned, until its own day is reached. Where something
/// of the purchase is left it fills that up; where nothing is it is an order in its place.
/// </summary>
/// <param name="Purchase">Row of what was bought.</param>
/// <param name="Amount">As much of it as stands for what was returned, in billionths of its currency.</param>
/// <param name="Day">Number of the day of what was returned.</param>
/// <param name="OwnDay">Number of the day on which it was bought; from then on it counts on its own.</param>
/// <param name="FillsUp">Row of the purchase of which something is left; null: nothing is.</param>
/// <param name="Units">The most goods that stand for those returned, in thousandths; null: all, for all were returned.</param>
internal readonly record struct Exchange(int Purchase, Int128 Amount, int Day, int OwnDay, int? FillsUp, long? Units);
