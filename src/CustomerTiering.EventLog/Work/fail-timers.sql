update timer_due t set leased_until = $6, failure = $7
from unnest($2::text[], $3::text[], $4::timestamptz[], $5::int[]) as c (kind, key, due, attempts)
where t.tenant_id = $1 and (t.kind, t.key, t.due, t.attempts) = (c.kind, c.key, c.due, c.attempts)
