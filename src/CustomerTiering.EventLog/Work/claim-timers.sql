with due as (
  select tenant_id, kind, key from timer_due
  where due <= $1 and kind = any($2) and (leased_until is null or leased_until <= $1)
  order by due, tenant_id, kind, key limit $3 for update skip locked)
update timer_due t set leased_until = $4, attempts = t.attempts + 1
from due where (t.tenant_id, t.kind, t.key) = (due.tenant_id, due.kind, due.key)
returning t.tenant_id, t.kind, t.key, t.due, t.payload, t.attempts
