change as (
  select t.key, (s ->> 'from')::date as day, s ->> 'stage' as stage, n,
    lag(s ->> 'stage') over w as before, lead((s ->> 'from')::date) over w as next
  from customer_stage t, jsonb_array_elements(t.view -> 'spans') with ordinality as x (s, n)
  where t.tenant_id = @tenant and t.generation = @generation {not-merged}
  window w as (partition by t.key order by n))
