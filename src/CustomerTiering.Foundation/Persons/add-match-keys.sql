insert into person_match_key (tenant_id, customer_id, member, hash)
select $1, c, m, h from unnest($2::uuid[], $3::text[], $4::uuid[]) as n(c, m, h)
