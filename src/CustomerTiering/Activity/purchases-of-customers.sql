select p.key, p.view, p.at from unnest(@customers) as c (customer)
cross join lateral (
  select key, view, at from purchase where tenant_id = @tenant and generation = @generation and customer = c.customer and (at, key) < (@at, @key)
  order by at desc, key desc limit @limit) p
order by p.at desc, p.key desc limit @limit
