-- Each id along its index; the limit keeps a planner that must not sort from walking through the whole log in its order.
select e.position, e.stream, e.version, e.event_id, e.type, e.schema, e.subject, e.effective, e.recorded, e.leaf, e.leaf_hash
from unnest($2::uuid[]) as i (id)
cross join lateral (select * from event where tenant_id = $1 and event_id = i.id limit 1) e
order by e.position
