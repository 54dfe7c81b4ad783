select s.stream, v.version
from unnest($2::text[]) as s (stream)
cross join lateral (select version from event e where e.tenant_id = $1 and e.stream = s.stream order by version desc limit 1) v
