update run_chunk set state = 'done', result = $5, failure = null, leased_until = null
where tenant_id = $1 and run_id = $2 and number = $3 and attempts = $4 and state = 'waiting'
