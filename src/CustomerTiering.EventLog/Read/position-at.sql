-- The last position recorded at or before an instant. Recorded times never decrease along the log, so a binary search finds it.
with recursive search (low, high) as (
  select 0::bigint, position from log_head where tenant_id = $1
  union all
  select
    case when e.recorded <= $2 then e.position else s.low end,
    case when e.recorded <= $2 then s.high else e.position - 1 end
  from search s join event e on e.tenant_id = $1 and e.position = s.low + (s.high - s.low + 1) / 2
  where s.low < s.high
)
select low, high from search
