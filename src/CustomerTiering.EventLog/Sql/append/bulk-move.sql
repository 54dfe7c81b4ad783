update log_head set position = $2, recorded = $3 where tenant_id = $1
