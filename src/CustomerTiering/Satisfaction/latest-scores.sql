select s.key, s.view from survey s where s.tenant_id = @tenant and s.generation = @generation and s.customer = any(@customers) and s.score is not null
{latest}
order by s.at desc, s.recorded desc limit 10
