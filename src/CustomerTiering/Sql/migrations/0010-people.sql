-- Customers, key <customer>: what holds now, and every statement of it. Names and external ids stand here as sealed as in the log.
call tiering_read_model('customer', 'jsonb');
alter table customer
  add type text collate "C" generated always as (view -> 'profile' ->> 'type') stored,
  add customer_group text collate "C" generated always as (view -> 'profile' ->> 'group') stored;
create index customer_by_group on customer (tenant_id, generation, customer_group, key) where customer_group is not null;

-- Purchases with what became of them, key <purchase>; a return whose purchase nobody knows has a row of its own, key <return>.
call tiering_read_model('purchase', 'jsonb');
alter table purchase
  add customer text collate "C" generated always as (view ->> 'customer') stored,
  add at text collate "C" generated always as (view ->> 'at') stored;
create index purchase_by_customer on purchase (tenant_id, generation, customer, at desc, key desc);

-- Surveys, sent and answered, key <fact>. Times are RFC 3339 in UTC with six digits, whose order as texts is that of time.
call tiering_read_model('survey', 'jsonb');
alter table survey
  add customer text collate "C" generated always as (view ->> 'customer') stored,
  add at text collate "C" generated always as (view ->> 'at') stored,
  add name text collate "C" generated always as (view ->> 'survey') stored,
  add score int generated always as ((view -> 'score')::int) stored,
  add answers text collate "C" generated always as (view ->> 'of') stored;
create index survey_by_customer on survey (tenant_id, generation, customer, at);
create index survey_by_time on survey (tenant_id, generation, at);
create index survey_answers on survey (tenant_id, generation, answers) where answers is not null;

-- Complaints with their resolutions, key <complaint>.
call tiering_read_model('complaint', 'jsonb');
alter table complaint
  add customer text collate "C" generated always as (view ->> 'customer') stored,
  add at text collate "C" generated always as (view ->> 'opened') stored;
create index complaint_by_customer on complaint (tenant_id, generation, customer, at);
