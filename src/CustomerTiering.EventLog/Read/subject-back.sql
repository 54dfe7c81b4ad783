-- Reads each subject from the end of the index. With "subject = any($2)" and ordered rows, all rows would be sorted, or the whole log scanned.
select e.position, e.stream, e.version, e.event_id, e.type, e.schema, e.subject, e.effective, e.recorded, e.leaf, e.leaf_hash
from unnest($2::uuid[]) as s (subject)
cross join lateral (select * from event where tenant_id = $1 and subject = s.subject and position < $3 order by position desc limit $4) e
order by e.position desc limit $4
