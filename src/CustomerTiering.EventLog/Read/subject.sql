select position, stream, version, event_id, type, schema, subject, effective, recorded, leaf, leaf_hash from event
where tenant_id = $1 and subject = $2 and position > $3 and position <= $4
order by position limit $5
