-- Which customer was merged into which: the external ids of the one lead to the other. Made from the log, and cleared with the person's rows.
create table person_merge (
  tenant_id uuid not null,
  customer_id uuid not null,
  survivor_id uuid not null,
  primary key (tenant_id, customer_id)
);
create index person_merge_survivor on person_merge (tenant_id, survivor_id);
call tiering_isolate('person_merge');
grant select, insert, update, delete on person_merge to tiering_runtime;
