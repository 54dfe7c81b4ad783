create table if not exists schema_migration (
  set text not null,
  number int not null,
  name text not null,
  checksum bytea not null,
  applied timestamptz not null default now(),
  primary key (set, number)
)
