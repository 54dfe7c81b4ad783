insert into idempotency (tenant_id, scope, key, fingerprint, outcome, first_position, count, recorded)
select $1, k.scope, k.key, k.fingerprint, k.outcome, k.first_position, k.count, $2
from unnest($3::text[], $4::text[], $5::bytea[], $6::bytea[], $7::bigint[], $8::int[]) as k (scope, key, fingerprint, outcome, first_position, count)
