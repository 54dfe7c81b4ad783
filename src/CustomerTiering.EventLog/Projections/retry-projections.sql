update projection set state = 'running', stopped_at = null, reason = null
where tenant_id = $1 and name = any($2) and live and state = 'stopped'
