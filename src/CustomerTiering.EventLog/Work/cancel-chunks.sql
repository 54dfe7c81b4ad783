update run_chunk set state = 'cancelled'
where tenant_id = $1 and run_id = $2 and state = 'waiting' and leased_until is null
