update run_chunk
set state = case (select state from run where tenant_id = $1 and run_id = $2) when 'cancelled' then 'cancelled' else 'waiting' end,
  failure = $5, leased_until = $6
where tenant_id = $1 and run_id = $2 and number = $3 and attempts = $4 and state = 'waiting'
