select position, stream, version, event_id, type, schema, subject, effective, recorded, leaf, leaf_hash from event
where tenant_id = $1 and event_id = $2
