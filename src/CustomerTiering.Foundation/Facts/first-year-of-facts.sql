select min(substr(key, 38))::int from customer_facts
where tenant_id = @tenant and generation = @generation and key ~ '^[0-9a-f-]{36}/[0-9]{4}$'
