select p.name, p.generation, p.live, p.position, coalesce(h.position, 0), p.state, p.stopped_at, p.reason
from projection p left join log_head h using (tenant_id) where p.tenant_id = $1 order by p.name, p.generation
