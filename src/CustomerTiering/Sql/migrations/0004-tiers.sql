-- Every customer's tier on every ladder: key <customer>/<ladder>.
call tiering_read_model('tier', 'jsonb');
alter table tier
  add column ladder text generated always as (view ->> 'ladder') stored,
  add column effective text generated always as (view ->> 'effective') stored;
create index tier_of_ladder on tier (tenant_id, generation, ladder, effective, key);
