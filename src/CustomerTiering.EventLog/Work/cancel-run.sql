update run set state = 'cancelled', ended = $3
where tenant_id = $1 and run_id = $2 and state = 'running' returning true
