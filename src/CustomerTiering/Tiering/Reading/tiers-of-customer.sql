select view from tier
where tenant_id = @tenant and generation = @generation and key >= @customer || '/' and key < @customer || '0'
order by key
