-- For this transaction alone. Reads go along an index in its order; a plan made while a table was small must not stay with something else.
select set_config('app.tenant', $1, true), set_config('enable_seqscan', 'off', true), set_config('enable_bitmapscan', 'off', true),
  set_config('enable_sort', 'off', true), set_config('jit', 'off', true), set_config('plan_cache_mode', 'force_generic_plan', true)
