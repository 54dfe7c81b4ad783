with {changes}, {months}
select to_char(m.first, 'YYYY-MM'), c.before, c.stage, count(*) from month m join change c on date_trunc('month', c.day)::date = m.first {in-segment}
group by m.first, c.before, c.stage order by m.first, c.before nulls first, c.stage
