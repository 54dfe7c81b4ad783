-- Keeps the idempotency keys of a batch after presumed.sql; a used key violates the unique index.
insert into idempotency (tenant_id, scope, key, fingerprint, outcome, first_position, count, recorded)
select $1, k.scope, k.key, k.fingerprint, k.outcome, h.position - $3 + k.first, k.count, $2
from log_head h, unnest($4::text[], $5::text[], $6::bytea[], $7::bytea[], $8::int[], $9::int[]) as k (scope, key, fingerprint, outcome, first, count)
where h.tenant_id = $1
