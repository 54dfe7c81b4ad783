-- Both customers are replaced by their survivors.
insert into person_dismissal (tenant_id, customer_id, other_id)
select $1, least(a.id, b.id), greatest(a.id, b.id)
from
  (select coalesce((select m.survivor_id from person_merge m where m.tenant_id = $1 and m.customer_id = $2), $2) as id) a,
  (select coalesce((select m.survivor_id from person_merge m where m.tenant_id = $1 and m.customer_id = $3), $3) as id) b
where a.id <> b.id on conflict do nothing
