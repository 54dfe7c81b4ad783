with t as materialized (
  select key, ladder, view from tier
  where tenant_id = @tenant and generation = @generation and (@ladder = '' or ladder = @ladder) {not-merged}),
span as materialized (
  select key, ladder, (s ->> 'from')::date as day, s ->> 'tier' as tier, lead((s ->> 'from')::date) over (partition by key order by n) as next
  from t, jsonb_array_elements(t.view -> 'spans') with ordinality as x (s, n)),
judged as (select max((view -> 'held' ->> 'lastAsOf')::date) as day from t),
month as materialized (
  select m::date as first, (m + interval '1 month')::date as next, (m + interval '1 month' - interval '1 day')::date as last
  from generate_series(
    date_trunc('month', coalesce(nullif(@from, '')::date, (select min(day) from span))),
    coalesce(nullif(@to, '')::date, (select max(day) from judged)), interval '1 month') m),
moved as (
  select s.ladder, m.first, s.tier as before, s.tier as after, count(*) as customers
  from month m join span s on s.day < m.first and (s.next is null or s.next >= m.next) {in-segment}
  group by s.ladder, m.first, s.tier
  union all
  select s.ladder, m.first, b.tier, s.tier, count(*)
  from month m
  join span s on date_trunc('month', s.day)::date = m.first and (s.next is null or s.next >= m.next) {in-segment}
  left join span b on b.key = s.key and b.day < m.first and b.next >= m.first
  group by s.ladder, m.first, b.tier, s.tier)
select ladder, to_char(first, 'YYYY-MM'), before, after, sum(customers)::bigint from moved
where after is not null group by ladder, first, before, after order by ladder, first, before nulls first, after
