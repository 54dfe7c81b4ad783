select f.key, f.view from unnest(@customers) c
cross join lateral (
  select key, view from customer_facts
  where tenant_id = @tenant and generation = @generation and key >= c and key < c || '0' order by key) f
