-- If an external id is added concurrently, the first customer is kept.
insert into person (tenant_id, external_hash, customer_id)
select $1, h, c from unnest($2::bytea[], $3::uuid[]) as n(h, c) order by h
on conflict (tenant_id, external_hash) do nothing
