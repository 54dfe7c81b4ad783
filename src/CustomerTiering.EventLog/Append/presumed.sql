-- Inserts the events of a batch after move.sql, all or none. It assumes what nearly always holds: new ids, expected versions, no closed stream.
-- A violated assumption fails the statement: a taken id or version violates a unique index, a closed or too short stream makes a version null.
-- judge.sql then rejects callers individually.
-- "after" is the start of the stream (0), a version that must exist, or the stream's end (-1); "places" is the event's distance from it.
insert into event (tenant_id, position, stream, version, event_id, type, schema, subject, effective, recorded, leaf, leaf_hash, content)
select $1, (select h.position - cardinality($3) from log_head h where h.tenant_id = $1) + n.nth, n.stream,
  case
    when (select true from stream_closed c where c.tenant_id = $1 and c.stream = any ($3) limit 1) then null
    when n.after = 0 then n.places
    when n.after > 0 then n.places + (select e.version from event e where e.tenant_id = $1 and e.stream = n.stream and e.version = n.after limit 1)
    else n.places + coalesce((select e.version from event e where e.tenant_id = $1 and e.stream = n.stream order by e.version desc limit 1), 0)
  end,
  n.event_id, n.type, n.schema, n.subject, n.effective, $2, n.leaf, n.leaf_hash, n.content
from unnest($3::text[], $4::int[], $5::int[], $6::uuid[], $7::text[], $8::int[], $9::uuid[], $10::timestamptz[], $11::bytea[], $12::bytea[], $13::bytea[]) with ordinality
  as n (stream, after, places, event_id, type, schema, subject, effective, leaf, leaf_hash, content, nth)
