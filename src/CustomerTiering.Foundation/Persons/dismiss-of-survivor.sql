insert into person_dismissal (tenant_id, customer_id, other_id)
select $1, least(m.survivor_id, o.id), greatest(m.survivor_id, o.id)
from person_merge m
join person_dismissal d on d.tenant_id = $1 and m.customer_id in (d.customer_id, d.other_id)
cross join lateral (select case d.customer_id when m.customer_id then d.other_id else d.customer_id end as id) o
where m.tenant_id = $1 and m.customer_id = $2 and o.id <> m.survivor_id on conflict do nothing
