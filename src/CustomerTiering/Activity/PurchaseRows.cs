namespace CustomerTiering.Activity;

/// <summary>
/// The read model of purchases for queries of other modules. One row per purchase or return, with the columns <c>customer</c> (for whom it was
/// recorded, as text), <c>at</c>, <c>currency</c>, <c>purchases</c> and <c>returns</c> (the counts it contributes), <c>gross</c>, <c>returned</c> and
/// <c>net</c>.
/// </summary>
public static class PurchaseRows
{
    public const string ReadModel = PurchasesProjection.ProjectionName;

    /// <summary>The table, for the placeholder <c>{purchases}</c> of a query.</summary>
    public static (string Hole, string Sql) Table => ("purchases", "purchase");
}
