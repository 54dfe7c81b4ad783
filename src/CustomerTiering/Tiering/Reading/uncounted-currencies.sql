select open.ladder, open.currency from unnest(@ladders, @currencies, @befores) open (ladder, currency, before)
where exists (
  select from {purchases} p
  where p.tenant_id = @tenant and p.generation = @generation and p.currency = open.currency and p.at < open.before and p.net > 0
    {of-customer})
order by 1, 2
