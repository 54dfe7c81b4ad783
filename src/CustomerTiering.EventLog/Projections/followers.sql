select f.name, f.position, coalesce(h.position, 0), f.stopped_at, f.reason
from follower f left join log_head h using (tenant_id) where f.tenant_id = $1 order by f.name
