select customer, max(external_id), sum(purchases), sum(gross), sum(returns), sum(returned), sum(net) from (
  select c.key as customer, c.view ->> 'externalId' as external_id,
    0 as purchases, 0::numeric as gross, 0 as returns, 0::numeric as returned, 0::numeric as net
  from customer c where c.tenant_id = @tenant and c.generation = @customers {not-merged} {in-segment}
  union all
  select coalesce(m.survivor_id::text, p.customer), null, p.purchases, p.gross, p.returns, p.returned, p.net from purchase p
  left join person_merge m on m.tenant_id = p.tenant_id and m.customer_id = p.customer::uuid
  where p.tenant_id = @tenant and p.generation = @generation and @currency in ('', p.currency)) of_customers
group by customer having max(external_id) is not null
order by count(*) = 1, sum(net) desc, customer
