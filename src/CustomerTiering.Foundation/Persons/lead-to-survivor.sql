-- The customers, including earlier duplicates, lead to the survivor.
insert into person_merge (tenant_id, customer_id, survivor_id) select $1, c, $3 from unnest($2::uuid[]) c where c <> $3
on conflict (tenant_id, customer_id) do update set survivor_id = excluded.survivor_id
