-- Waits for whoever appends to this tenant's log, and sets the tenant for this transaction alone. A statement of its own: the next one's snapshot is then younger than the wait.
select position, recorded, set_config('app.tenant', $1::text, true) from log_head where tenant_id = $1 for update
