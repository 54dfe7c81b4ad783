-- Appends a whole batch, or nothing of it. Presumed is what nearly always holds: ids and keys are new, streams have the versions that their callers expect. A unique
-- index breaks where an id, key or version is taken; what no index can tell is looked at here: a stream that is shorter than expected, and one that is closed. Nothing is
-- objected to here: whatever does not hold, the batch goes to judge.sql, which tells the callers apart. Runs under the head's lock.
-- An event's place is its version or, below 0, how far behind its stream's end it comes.
with head as (
  update log_head set position = position + cardinality($3::uuid[]), recorded = $2
  where tenant_id = $1 and recorded <= $2
    and not exists (select from stream_closed c where c.tenant_id = $1 and c.stream = any ($4::text[]))
    -- limit, not exists(): that would be planned as a hash of all streams of the tenant
    and not exists (
      select from unnest($4, $5::int[]) as t (stream, expected)
      where t.expected > 0 and (select true from event e where e.tenant_id = $1 and e.stream = t.stream and e.version = t.expected limit 1) is null)
  returning position - cardinality($3) as before
),
kept as (
  insert into idempotency (tenant_id, scope, key, fingerprint, outcome, first_position, count, recorded)
  select $1, k.scope, k.key, k.fingerprint, k.outcome, head.before + k.first, k.count, $2
  from head, unnest($6::text[], $7::text[], $8::bytea[], $9::bytea[], $10::int[], $11::int[]) as k (scope, key, fingerprint, outcome, first, count)
)
insert into event (tenant_id, position, stream, version, event_id, type, schema, subject, effective, recorded, leaf, leaf_hash, content)
select $1, head.before + n.nth, n.stream,
  case when n.place > 0 then n.place
    else coalesce((select e.version from event e where e.tenant_id = $1 and e.stream = n.stream order by e.version desc limit 1), 0) - n.place end,
  n.event_id, n.type, n.schema, n.subject, n.effective, $2, n.leaf, n.leaf_hash, n.content
from head, unnest($3, $12::text[], $13::int[], $14::text[], $15::int[], $16::uuid[], $17::timestamptz[], $18::bytea[], $19::bytea[], $20::bytea[])
  with ordinality as n (event_id, stream, place, type, schema, subject, effective, leaf, leaf_hash, content, nth)
