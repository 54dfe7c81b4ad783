select t.key, t.ladder, c.s ->> 'plan' as plan, (c.s ->> 'version')::int as version, (c.s ->> 'from')::date as since
from customer_plan t cross join lateral (
  select s from jsonb_array_elements(t.view -> 'spans') with ordinality as x (s, n) where (s ->> 'from')::date <= {day} order by n desc limit 1) c
where t.tenant_id = @tenant and t.generation = @generation and c.s ->> 'plan' is not null {not-merged}
