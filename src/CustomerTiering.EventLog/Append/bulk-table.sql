-- COPY is not supported into a table under row-level security: rows go through this table, which is empty again after each commit.
create temporary table if not exists bulk_event (
  position bigint not null,
  stream text collate "C" not null,
  version int not null,
  event_id uuid not null,
  type text collate "C" not null,
  schema int not null,
  subject uuid,
  effective timestamptz not null,
  leaf bytea not null,
  leaf_hash bytea not null,
  content bytea not null
) on commit delete rows
