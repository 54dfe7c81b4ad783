-- Service plans are standards: they stand with the others, under service-plans/<code>.
drop table service_plan;
