select coalesce(bool_or(state = 'waiting'), false), coalesce(bool_or(state = 'failed'), false)
from run_chunk where tenant_id = $1 and run_id = $2
