-- These customers' survivors and all their duplicates, each with its survivor.
with survivor as (
  select distinct coalesce(m.survivor_id, c) as id from unnest($2::uuid[]) as n(c)
  left join person_merge m on m.tenant_id = $1 and m.customer_id = c)
select id, id from survivor
union all
select m.customer_id, m.survivor_id from survivor join person_merge m on m.tenant_id = $1 and m.survivor_id = survivor.id
