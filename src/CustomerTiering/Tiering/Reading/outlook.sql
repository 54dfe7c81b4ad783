select left(key, 36)::uuid, ladder, outlook, view -> 'held' ->> 'tier', view -> 'foreseen' ->> 'pace', view -> 'foreseen' ->> 'certain',
  foreseen_on::date, (view -> 'held' ->> 'lastAsOf')::date
from tier t where t.tenant_id = @tenant and t.generation = @generation and outlook in ('falls', 'rises')
  and foreseen_on >= to_char({day}, 'YYYY-MM-DD')
  and (@ladder = '' or ladder = @ladder) and (@direction = '' or outlook = @direction) and (foreseen_on, key) > (@on, @after)
  {in-segment}
order by foreseen_on, key limit @limit
