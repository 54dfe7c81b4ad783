update follower set stopped_at = $4, reason = $5
where tenant_id = $1 and name = $2 and position = $3 and stopped_at is null
