update projection set state = 'stopped', stopped_at = position + 1, reason = $6
where tenant_id = $1 and name = $2 and generation = $3 and position = $4 and state = $5
