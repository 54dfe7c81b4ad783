select t.key, s.key as segment, min((p ->> 'from')::date) as since, bool_or((p ->> 'stated')::boolean) as stated
from customer_segments t, jsonb_each(t.view -> 'segments') s, jsonb_array_elements(s.value) p
where t.tenant_id = @tenant and t.generation = @generation
  and (p ->> 'from')::date <= {day} and coalesce((p ->> 'until')::date > {day}, true)
  {not-merged}
