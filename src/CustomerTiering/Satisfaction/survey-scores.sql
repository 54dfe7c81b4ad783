select width_bucket(s.at, @bounds), s.name, s.score, count(*), count(*) filter (where a.answered), count(*) filter (where s.answers is null)
from (
  -- Answers superseded by a later answer to the same survey request are excluded.
  select s.*, case when m.survivor_id is null then s.customer else m.survivor_id::text end as survivor
  from survey s left join person_merge m on m.tenant_id = @tenant and m.customer_id::text = s.customer
  where s.tenant_id = @tenant and s.generation = @generation and s.at >= @first and s.at < @last
  {of-customers}
  {latest}
  offset 0) s
left join lateral (
  select true as answered from survey x
  where x.tenant_id = @tenant and x.generation = @generation and x.answers = s.key limit 1) a on s.score is null
where true {in-segment}
group by 1, 2, 3
