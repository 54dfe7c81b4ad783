-- Waits for concurrent appends to the tenant's log, moves its head, and sets the tenant for this transaction only.
-- A separate statement, so that the next one's snapshot is taken after the wait. No row: the tenant has no log, or its head has a later time.
update log_head set position = position + $2, recorded = $3 where tenant_id = $1 and recorded <= $3
returning position - $2 as before, set_config('app.tenant', $1::text, true)
