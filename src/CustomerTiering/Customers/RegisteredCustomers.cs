namespace CustomerTiering.Customers;

/// <summary>The read model of customers, for the queries of other modules: one row a customer, with the columns <c>key</c> (its id) and <c>view</c>.</summary>
public static class RegisteredCustomers
{
    public const string ReadModel = CustomersProjection.ProjectionName;

    /// <summary>The table, for the hole <c>{customers}</c> of a query.</summary>
    public static (string Hole, string Sql) Table => ("customers", "customer");
}
