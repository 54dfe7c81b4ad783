insert into projection (tenant_id, name, generation, live, position, state)
select $1, name, 1, true, 0, 'running' from unnest($2::text[]) as n (name)
where not exists (select from projection p where p.tenant_id = $1 and p.name = n.name and p.live)
on conflict do nothing
