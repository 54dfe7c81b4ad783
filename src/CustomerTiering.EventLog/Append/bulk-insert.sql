insert into event (tenant_id, position, stream, version, event_id, type, schema, subject, effective, recorded, leaf, leaf_hash, content)
select $1, position, stream, version, event_id, type, schema, subject, effective, $2, leaf, leaf_hash, content from bulk_event
