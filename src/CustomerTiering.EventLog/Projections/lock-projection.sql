select position, state, live from projection
where tenant_id = $1 and name = $2 and generation = $3 for update
