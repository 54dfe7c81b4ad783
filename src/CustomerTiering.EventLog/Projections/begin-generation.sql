insert into projection (tenant_id, name, generation, live, position, state)
select $1, $2, max(generation) + 1, false, 0, 'rebuilding' from projection where tenant_id = $1 and name = $2
returning generation
