namespace CustomerTiering.Persons;

/// <summary>The statements of <see cref="People"/>; the first parameter is the tenant, the answer is customer, hash, number of key, wrapped key.</summary>
internal static class PersonSql
{
    private const string Answer =
        """
        select p.customer_id, p.external_hash, k.number, k.wrapped
        from person p
        left join lateral (
          select number, wrapped from person_key k where k.tenant_id = p.tenant_id and k.customer_id = p.customer_id order by number desc limit 1) k on true
        where p.tenant_id = $1 and
        """;

    /// <summary>
    /// The same, but of a customer who was merged into another that other. CASE, not COALESCE: under row-level security PostgreSQL takes the latter for an
    /// expression that might tell of rows, uses no index with it, and reads every key once for each person.
    /// </summary>
    private const string AnswerOfSurvivor =
        """
        select w.customer_id, p.external_hash, k.number, k.wrapped
        from person p
        left join person_merge m on m.tenant_id = p.tenant_id and m.customer_id = p.customer_id
        cross join lateral (select case when m.survivor_id is null then p.customer_id else m.survivor_id end as customer_id) w
        left join lateral (
          select number, wrapped from person_key k where k.tenant_id = p.tenant_id and k.customer_id = w.customer_id order by number desc limit 1) k on true
        where p.tenant_id = $1 and
        """;

    /// <summary>A customer and all who were merged into it lead to the survivor, who leads to nobody.</summary>
    internal const string Lead =
        """
        insert into person_merge (tenant_id, customer_id, survivor_id) select $1, c, $3 from unnest($2::uuid[]) c where c <> $3
        on conflict (tenant_id, customer_id) do update set survivor_id = excluded.survivor_id;
        delete from person_merge where tenant_id = $1 and customer_id = $3 and customer_id = any($2)
        """;

    /// <summary>Into whom customers were merged: the survivor as the customer, the duplicate's id as the hash.</summary>
    internal const string Survivors =
        "select m.survivor_id, uuid_send(m.customer_id), null::int, null::bytea from person_merge m where m.tenant_id = $1 and m.customer_id = any($2)";

    /// <summary>Of two that ensure one external id at once, the first's customer stays; a key is made only for the customer that stayed.</summary>
    internal const string Ensure =
        $"""
        insert into person (tenant_id, external_hash, customer_id)
        select $1, h, c from unnest($2::bytea[], $3::uuid[], $4::bytea[]) as n(h, c, w) order by h
        on conflict (tenant_id, external_hash) do nothing;
        insert into person_key (tenant_id, customer_id, number, wrapped)
        select $1, c, 1, w from unnest($2::bytea[], $3::uuid[], $4::bytea[]) as n(h, c, w)
        where exists (select from person p where p.tenant_id = $1 and p.customer_id = c);
        {AnswerOfSurvivor} p.external_hash = any($2) and ($3::uuid[] is not null or $4::bytea[] is not null)
        """;

    internal const string Any = "select customer_id, ''::bytea, number, wrapped from person_key where tenant_id = $1 limit 1";

    internal const string ByHash = $"{AnswerOfSurvivor} p.external_hash = $2";

    internal const string ByCustomer = $"{Answer} p.customer_id = any($2)";
}
