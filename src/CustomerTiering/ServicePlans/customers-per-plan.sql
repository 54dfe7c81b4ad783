select ladder, plan, count(*) from ({served} {in-segment}) s
group by ladder, plan order by ladder, plan
