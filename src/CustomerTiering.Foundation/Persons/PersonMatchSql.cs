namespace CustomerTiering.Persons;

/// <summary>The statements of <see cref="PersonMatches"/>; the first parameter is the tenant.</summary>
internal static class PersonMatchSql
{
    /// <summary>One who renews at a time.</summary>
    internal const string Lock = "select pg_advisory_xact_lock(hashtextextended('person_match_key ' || $1::text, 0))";

    /// <summary>These customers as they are one with others: each with its survivor.</summary>
    internal const string Whole =
        """
        with survivor as (
          select distinct coalesce(m.survivor_id, c) as id from unnest($2::uuid[]) as n(c)
          left join person_merge m on m.tenant_id = $1 and m.customer_id = c)
        select id, id from survivor
        union all
        select m.customer_id, m.survivor_id from survivor join person_merge m on m.tenant_id = $1 and m.survivor_id = survivor.id
        """;

    internal const string Clear = "delete from person_match_key where tenant_id = $1 and customer_id = any($2)";

    internal const string Add =
        "insert into person_match_key (tenant_id, customer_id, member, hash) select $1, c, m, h from unnest($2::uuid[], $3::text[], $4::uuid[]) as n(c, m, h)";

    internal const string Dismiss =
        $"""
        insert into person_dismissal (tenant_id, customer_id, other_id)
        select $1, least(a.id, b.id), greatest(a.id, b.id)
        from (select {Survivor} as id from (select $2::uuid as customer_id) c) a, (select {Survivor} as id from (select $3::uuid as customer_id) c) b
        where a.id <> b.id on conflict do nothing
        """;

    internal const string DismissOfSurvivor =
        """
        insert into person_dismissal (tenant_id, customer_id, other_id)
        select $1, least(m.survivor_id, o.id), greatest(m.survivor_id, o.id)
        from person_merge m
        join person_dismissal d on d.tenant_id = $1 and m.customer_id in (d.customer_id, d.other_id)
        cross join lateral (select case d.customer_id when m.customer_id then d.other_id else d.customer_id end as id) o
        where m.tenant_id = $1 and m.customer_id = $2 and o.id <> m.survivor_id on conflict do nothing
        """;

    internal const string ForgetDismissals = "delete from person_dismissal where tenant_id = $1 and $2::uuid in (customer_id, other_id)";

    private const string Survivor =
        "coalesce((select m.survivor_id from person_merge m where m.tenant_id = $1 and m.customer_id = c.customer_id), c.customer_id)";
}
