namespace CustomerTiering.Persons;

/// <summary>Leaves duplicates out of what counts customers: whoever was merged into another is that one, and was it in the past.</summary>
public static class MergedPersons
{
    /// <summary>The follower that keeps who was merged into whom.</summary>
    public const string FollowerName = "merged-ids";

    /// <summary>A condition to be added to others: the customer was not merged into another.</summary>
    /// <param name="customer">The customer's id as text, in SQL; a column with the table that it is of.</param>
    public static string Without(string customer) =>
        $"and not exists (select from person_merge merged where merged.tenant_id = @tenant and merged.customer_id::text = {customer})";
}
