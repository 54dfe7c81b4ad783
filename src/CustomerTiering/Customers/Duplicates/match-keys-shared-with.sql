select o.member, o.hash, with_it.customers
from (select distinct k.member, k.hash from person_match_key k where k.tenant_id = @tenant and k.customer_id = any(@customers)) o
cross join lateral (
  select array_agg(customer_id order by customer_id) as customers from (
    select k.customer_id from person_match_key k where k.tenant_id = @tenant and k.member = o.member and k.hash = o.hash limit @most + 1) few) with_it
where cardinality(with_it.customers) between 2 and @most
order by o.member, o.hash
