-- Looks up each id in the index. Without the limit, a planner that must not sort would scan the whole log in order.
select e.position, e.stream, e.version, e.event_id, e.type, e.schema, e.subject, e.effective, e.recorded, e.leaf, e.leaf_hash
from unnest($2::uuid[]) as i (id)
cross join lateral (select * from event where tenant_id = $1 and event_id = i.id limit 1) e
order by e.position
