-- Persons by hash of the external id, replaced by their survivor if merged. CASE instead of COALESCE: under row-level security PostgreSQL
-- considers COALESCE leaky, uses no index for it, and scans all keys for each person.
select w.customer_id, p.external_hash, k.number, k.wrapped
from person p
left join person_merge m on m.tenant_id = p.tenant_id and m.customer_id = p.customer_id
cross join lateral (select case when m.survivor_id is null then p.customer_id else m.survivor_id end as customer_id) w
left join lateral (
  select number, wrapped from person_key k where k.tenant_id = p.tenant_id and k.customer_id = w.customer_id order by number desc limit 1) k on true
where p.tenant_id = $1 and p.external_hash = any($2)
