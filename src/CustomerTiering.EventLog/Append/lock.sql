-- Waits for concurrent appends to the tenant's log, and sets the tenant for this transaction only.
-- A separate statement, so that the next one's snapshot is taken after the wait.
select position, recorded, set_config('app.tenant', $1::text, true) from log_head where tenant_id = $1 for update
