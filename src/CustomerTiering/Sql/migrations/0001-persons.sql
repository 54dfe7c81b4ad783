-- Who a customer is, kept out of the log: erasure deletes these rows, and with them the only way from a person to what is sealed in events.

-- From the keyed hash of an external id to the random id of the customer.
create table person (
  tenant_id uuid not null,
  external_hash bytea not null,
  customer_id uuid not null,
  primary key (tenant_id, external_hash),
  unique (tenant_id, customer_id)
);
call tiering_isolate('person');
grant select, insert, delete on person to tiering_runtime;

-- A person's data keys, wrapped by a key that is never in the database.
create table person_key (
  tenant_id uuid not null,
  customer_id uuid not null,
  number int not null check (number > 0),
  wrapped bytea not null,
  primary key (tenant_id, customer_id, number)
);
call tiering_isolate('person_key');
grant select, insert, delete on person_key to tiering_runtime;
