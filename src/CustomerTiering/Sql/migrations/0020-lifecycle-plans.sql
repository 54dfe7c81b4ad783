-- Every customer's stage of life with all changes: key <customer>.
call tiering_read_model('customer_stage', 'jsonb');
alter table customer_stage add column stage text generated always as (view ->> 'stage') stored;
create index customer_stage_by_stage on customer_stage (tenant_id, generation, stage, key);

-- Every service plan with all its versions: key <code>.
call tiering_read_model('service_plan', 'jsonb');

-- The plans that serve a customer, each ladder's with all changes: key <customer>/<ladder>.
call tiering_read_model('customer_plan', 'jsonb');
alter table customer_plan
  add column ladder text generated always as (view ->> 'ladder') stored;
create index customer_plan_of_ladder on customer_plan (tenant_id, generation, ladder, key);
