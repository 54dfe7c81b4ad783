namespace CustomerTiering.Activity;

/// <summary>
/// The read model of purchases, for the queries of other modules: one row a purchase or return, with the columns <c>customer</c> (whom it was recorded for, as
/// text), <c>at</c>, <c>currency</c>, <c>purchases</c> and <c>returns</c> (how many it counts as), <c>gross</c>, <c>returned</c> and <c>net</c>.
/// </summary>
public static class PurchaseRows
{
    public const string ReadModel = PurchasesProjection.ProjectionName;

    /// <summary>The table, for the hole <c>{purchases}</c> of a query.</summary>
    public static (string Hole, string Sql) Table => ("purchases", "purchase");
}
