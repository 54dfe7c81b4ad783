select position, stream, version, event_id, type, schema, subject, effective, recorded,
  case when type = any($4) then leaf end, case when type = any($4) then leaf_hash end
from event where tenant_id = $1 and position > $2 and position <= $3 order by position
