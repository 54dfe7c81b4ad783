-- The existing streams of a bulk append, with their versions, and the closed ones.
select s.nth::int, coalesce(v.version, 0), c.closed
from unnest($2::text[]) with ordinality as s (stream, nth)
left join lateral (
  select e.version from event e where e.tenant_id = $1 and e.stream = s.stream order by e.version desc limit 1) v on true
cross join lateral (
  select (select true from stream_closed c where c.tenant_id = $1 and c.stream = s.stream limit 1) is not null as closed) c
where v.version is not null or c.closed
