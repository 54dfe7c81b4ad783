-- Waits for whoever appends to this tenant's log. A statement of its own: the next one's snapshot is then younger than the wait.
select position, recorded from log_head where tenant_id = $1 for update
