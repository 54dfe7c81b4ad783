with next as (
  select tenant_id, run_id, number from run_chunk
  where state = 'waiting' and kind = any($1) and (leased_until is null or leased_until <= $2)
  order by kind, tenant_id, run_id, number limit 1 for update skip locked)
update run_chunk c set leased_until = $3, attempts = c.attempts + 1
from next where (c.tenant_id, c.run_id, c.number) = (next.tenant_id, next.run_id, next.number)
returning c.tenant_id, c.run_id, c.number, c.attempts, c.payload, c.kind
