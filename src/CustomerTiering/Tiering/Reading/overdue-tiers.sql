select left(key, 36)::uuid, ladder, view -> 'held' ->> 'tier', expired, view -> 'held' ->> 'graceEnds' is not null,
  (view -> 'held' ->> 'lastAsOf')::date
from tier t cross join lateral (select coalesce(view -> 'held' ->> 'graceEnds', view -> 'held' ->> 'validUntil')::date as expired) e
where t.tenant_id = @tenant and t.generation = @generation and (@ladder = '' or ladder = @ladder)
  and expired < {day} and (expired, key) > (@on, @after)
order by expired, key limit @limit
