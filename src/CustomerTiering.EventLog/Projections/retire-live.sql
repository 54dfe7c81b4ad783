update projection set live = false, state = 'retired', stopped_at = null, reason = null
where tenant_id = $1 and name = $2 and live
