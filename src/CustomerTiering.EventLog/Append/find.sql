-- The events of a batch in doubt that are in the log. Runs under the head's lock, so the lost transaction has ended or has not begun.
select event_id, position, leaf_hash from event where tenant_id = $1 and event_id = any ($2::uuid[])
