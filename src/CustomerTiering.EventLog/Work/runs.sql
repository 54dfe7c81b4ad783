select r.run_id, r.kind, r.state, r.chunks, c.done, c.failed, r.parameters, r.created, r.ended, case when $4 then r.result end, c.failure
from run r, lateral (
  select count(*) filter (where state = 'done')::int as done, count(*) filter (where state = 'failed')::int as failed,
    min(failure) filter (where state = 'failed') as failure
  from run_chunk where tenant_id = r.tenant_id and run_id = r.run_id) c
where r.tenant_id = $1 {filter}
order by r.created desc, r.run_id limit $3
