-- By what a process tells whether its master key is the one that this database's keys come from. It is no key, and says nothing about one.
create table installation_key (
  the_only_one boolean primary key default true check (the_only_one),
  fingerprint bytea not null check (length(fingerprint) = 16)
);
grant select, insert on installation_key to tiering_runtime;
