month as materialized (
  select m::date as first, (m + interval '1 month')::date as after
  from generate_series(
    date_trunc('month', coalesce(nullif(@from, '')::date, (select min(day) from change))),
    coalesce(nullif(@to, '')::date, (select max(day) from change)), interval '1 month') m)
