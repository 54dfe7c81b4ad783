select key from appeal
where tenant_id = @tenant and generation = @generation and view ->> 'customer' = @customer and status = any(@open)
order by key
