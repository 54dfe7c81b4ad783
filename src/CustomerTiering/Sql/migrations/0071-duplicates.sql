-- By what two customers may turn out to be one: of each customer the keyed hash of what the name and each personal attribute say, letters and digits alone.
-- Nothing of it can be read without a key that is never in the database. Made from the log by a follower; a duplicate's rows stand under its survivor.
create table person_match_key (
  tenant_id uuid not null,
  customer_id uuid not null,
  member text collate "C" not null,
  hash uuid not null,
  primary key (tenant_id, customer_id, member, hash)
);
create unique index person_match_key_by_hash on person_match_key (tenant_id, member, hash, customer_id);
call tiering_isolate('person_match_key');
grant select, insert, delete on person_match_key to tiering_runtime;

-- Pairs that somebody looked at and found to be two; each pair once, the lower id first.
create table person_dismissal (
  tenant_id uuid not null,
  customer_id uuid not null,
  other_id uuid not null check (other_id > customer_id),
  primary key (tenant_id, customer_id, other_id)
);
call tiering_isolate('person_dismissal');
grant select, insert, delete on person_dismissal to tiering_runtime;
