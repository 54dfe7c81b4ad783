insert into timer_due (tenant_id, kind, key, due, payload)
select $1, kind, key, due, payload from unnest($2::text[], $3::text[], $4::timestamptz[], $5::jsonb[]) as t (kind, key, due, payload)
on conflict (tenant_id, kind, key) do update
set due = excluded.due, payload = excluded.payload, attempts = 0, leased_until = null, failure = null
where (timer_due.due, timer_due.payload) is distinct from (excluded.due, excluded.payload)
