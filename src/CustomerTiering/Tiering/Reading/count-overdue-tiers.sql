select count(*)::int from tier where tenant_id = @tenant and generation = @generation and ladder = @ladder
  and coalesce(view -> 'held' ->> 'graceEnds', view -> 'held' ->> 'validUntil')::date < @today
