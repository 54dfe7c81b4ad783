insert into follower (tenant_id, name, position)
select $1, name, 0 from unnest($2::text[]) as n (name) on conflict do nothing
