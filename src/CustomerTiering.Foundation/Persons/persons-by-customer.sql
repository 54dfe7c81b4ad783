select p.customer_id, p.external_hash, k.number, k.wrapped
from person p
left join lateral (
  select number, wrapped from person_key k where k.tenant_id = p.tenant_id and k.customer_id = p.customer_id order by number desc limit 1) k on true
where p.tenant_id = $1 and p.customer_id = any($2)
