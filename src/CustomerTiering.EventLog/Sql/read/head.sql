select position, recorded from log_head where tenant_id = $1
