select f.key from customer_facts f
where f.tenant_id = @tenant and f.generation = @generation and f.key >= @first and f.key <= @last and length(f.key) = 36
  {not-merged} order by f.key
