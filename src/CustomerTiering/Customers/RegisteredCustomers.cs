namespace CustomerTiering.Customers;

/// <summary>
/// The read model of customers for queries of other modules. One row per customer, with the columns <c>key</c> (its id) and <c>view</c>.
/// </summary>
public static class RegisteredCustomers
{
    public const string ReadModel = CustomersProjection.ProjectionName;

    /// <summary>The table, for the placeholder <c>{customers}</c> of a query.</summary>
    public static (string Hole, string Sql) Table => ("customers", "customer");
}
