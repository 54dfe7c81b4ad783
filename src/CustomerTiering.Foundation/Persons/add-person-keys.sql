-- After add-persons.sql: adds a key only for customers that were kept.
insert into person_key (tenant_id, customer_id, number, wrapped)
select $1, c, 1, w from unnest($2::uuid[], $3::bytea[]) as n(c, w)
where exists (select from person p where p.tenant_id = $1 and p.customer_id = c)
