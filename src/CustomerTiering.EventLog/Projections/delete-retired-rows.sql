delete from {table} where tenant_id = $1 and generation = any(array(
  select generation from projection where tenant_id = $1 and name = $2 and state = 'retired'))
