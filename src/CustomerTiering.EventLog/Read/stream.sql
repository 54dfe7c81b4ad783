select position, stream, version, event_id, type, schema, subject, effective, recorded, leaf, leaf_hash from event
where tenant_id = $1 and stream = $2 and version >= $3 and position <= $4
order by version limit $5
