insert into {table} (tenant_id, generation, key, view)
select $1, $2, key, view from unnest($3::text[], $4::{type}[]) as c (key, view) {replacing}
