update follower set stopped_at = null, reason = null
where tenant_id = $1 and name = any($2) and stopped_at is not null
