select ladder, tier, count(*) from (
  select t.ladder, (
    select s ->> 'tier' from jsonb_array_elements(t.view -> 'spans') with ordinality as x (s, n)
    where (s ->> 'from')::date <= {day} order by n desc limit 1) as tier from tier t
  where t.tenant_id = @tenant and t.generation = @generation and (@ladder = '' or t.ladder = @ladder) {not-merged}
  {in-segment}) d
where tier is not null group by 1, 2 order by 1, 2
