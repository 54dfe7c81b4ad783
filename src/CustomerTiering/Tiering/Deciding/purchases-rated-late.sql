select coalesce(m.survivor_id, p.customer::uuid), min(p.at)
from unnest(@currencies, @froms, @untils) rated (currency, "from", until)
join {purchases} p on p.tenant_id = @tenant and p.generation = @generation and p.currency = rated.currency
  and p.at >= rated."from" and p.at < rated.until
left join person_merge m on m.tenant_id = p.tenant_id and m.customer_id = p.customer::uuid
group by 1
