-- The idempotency keys of a bulk append that are already used.
select i.scope, i.key, i.fingerprint, i.outcome, i.first_position, i.count
from unnest($2::text[], $3::text[]) as k (scope, key)
join idempotency i on i.tenant_id = $1 and i.scope = k.scope and i.key = k.key
