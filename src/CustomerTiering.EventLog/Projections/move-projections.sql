with mine as (
  select p.name, p.generation from projection p
  join unnest($2::text[], $3::int[], $4::bigint[], $5::text[]) as t (name, generation, position, state) using (name, generation)
  where p.tenant_id = $1 and p.position = t.position and p.state = t.state and p.live = (t.state = 'running')
  order by p.name, p.generation for update of p)
update projection p set position = $6 from mine
where p.tenant_id = $1 and (p.name, p.generation) = (mine.name, mine.generation)
returning p.name
