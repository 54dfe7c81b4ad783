select key, view from tier where tenant_id = @tenant and generation = @generation and view -> 'overrides' is not null and key > @after
order by key limit @limit
