-- Reads stream by stream along the index. With "stream = any($2)" and ordered rows, a planner that must not sort would scan all streams.
select e.position, e.stream, e.version, e.event_id, e.type, e.schema, e.subject, e.effective, e.recorded, e.leaf, e.leaf_hash
from unnest($2::text[]) as s (stream)
cross join lateral (select * from event where tenant_id = $1 and stream = s.stream order by version limit $3) e
