with made as (
  insert into run (tenant_id, run_id, kind, state, parameters, created, ended, chunks)
  values ($1, $2, $3, case cardinality($5) when 0 then 'done' else 'running' end, $4, $6,
    case cardinality($5) when 0 then $6 end, cardinality($5))
  on conflict do nothing returning run_id),
pieces as (
  insert into run_chunk (tenant_id, run_id, number, kind, payload, state)
  select $1, made.run_id, c.number, $3, c.payload, 'waiting'
  from made, unnest($5) with ordinality as c (payload, number))
select count(*) from made
