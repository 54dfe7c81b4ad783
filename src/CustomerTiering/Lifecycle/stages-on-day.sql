with {changes}
select stage, count(*) from change where day <= @day and (next is null or next > @day) {in-segment} group by stage order by stage
