namespace CustomerTiering.Persons;

/// <summary>Excludes duplicates from customer counts, also for the past: they count as their survivor.</summary>
public static class MergedPersons
{
    /// <summary>The follower that maintains the merges.</summary>
    public const string FollowerName = "merged-ids";

    /// <summary>
    /// A SQL condition: the customer was not merged into another. <paramref name="customer"/> is a table-qualified id column, as text.
    /// </summary>
    public static string Without(string customer) =>
        $"and not exists (select from person_merge merged where merged.tenant_id = @tenant and merged.customer_id::text = {customer})";
}
