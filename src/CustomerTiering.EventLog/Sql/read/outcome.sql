select fingerprint, outcome, first_position, count from idempotency where tenant_id = $1 and scope = $2 and key = $3
