with there as (
  select name from follower where tenant_id = $1 and name = any($2) and position = $3 and stopped_at is null order by name for update)
update follower f set position = $4 from there where f.tenant_id = $1 and f.name = there.name returning f.name
