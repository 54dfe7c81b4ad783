select customer::uuid, ladder, currency, facts, net, first_at from (
  select open.ladder, coalesce(m.survivor_id::text, p.customer) as customer, open.currency,
    count(*) as facts, sum(p.net) as net, min(p.at) as first_at
  from unnest(@ladders, @currencies, @befores) open (ladder, currency, before)
  join {purchases} p on p.tenant_id = @tenant and p.generation = @generation and p.currency = open.currency and p.at < open.before and p.net > 0
  left join person_merge m on m.tenant_id = p.tenant_id and m.customer_id = p.customer::uuid
  group by 1, 2, 3) line
where (ladder || '/' || customer || '/' || currency) collate "C" > @after
order by (ladder || '/' || customer || '/' || currency) collate "C" limit @limit
