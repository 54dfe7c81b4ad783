with {changes}, {months},
line as (
  select m.first, c.stage, count(*) filter (where c.day >= m.first) as entered, 0 as left_,
    count(*) filter (where c.next is null or c.next >= m.after) as customers
  from month m join change c on c.day < m.after and (c.day >= m.first or c.next is null or c.next >= m.after) {in-segment}
  group by m.first, c.stage
  union all
  select m.first, c.before, 0, count(*), 0
  from month m join change c on date_trunc('month', c.day)::date = m.first and c.before is not null {in-segment}
  group by m.first, c.before)
select to_char(first, 'YYYY-MM'), stage, sum(entered)::bigint, sum(left_)::bigint, sum(customers)::bigint from line
group by first, stage order by first, stage
