-- The events of a bulk append that are already in the log.
select event_id, position, content, leaf_hash from event where tenant_id = $1 and event_id = any ($2::uuid[])
