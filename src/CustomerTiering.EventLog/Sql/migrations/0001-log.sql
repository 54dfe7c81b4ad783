-- The log of every tenant: one totally ordered sequence of events each, and what appending to it has to look up.
-- Every key begins with the tenant, so that a clash of keys tells nothing about another tenant, and a tenant can move to a database of its own.

-- The role the server runs as. It logs in as another role, a member of this one, and owns nothing.
do $$
begin
  if not exists (select from pg_roles where rolname = 'tiering_runtime') then
    create role tiering_runtime nologin nosuperuser nobypassrls nocreatedb nocreaterole noinherit;
  end if;
exception when duplicate_object or unique_violation then
  null; -- another database of the same cluster made it at the same moment
end
$$;

grant usage on schema public to tiering_runtime;

-- Forced row-level security on a table with a tenant_id, for its owner too. Without a tenant set in the transaction there are no rows:
-- after a transaction-local setting has ended it reads as '' and not as null, hence nullif; what is no uuid fails.
create procedure tiering_isolate(relation regclass) language plpgsql as $$
begin
  execute format('alter table %s enable row level security', relation);
  execute format('alter table %s force row level security', relation);
  execute format(
    'create policy tenant on %s using (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)'
    ' with check (tenant_id = nullif(current_setting(''app.tenant'', true), '''')::uuid)', relation);
end
$$;

-- A read model: one row a key and generation, its view as jsonb or as bytes. Columns for filters are added as generated from the view.
create procedure tiering_read_model(name text, kind text) language plpgsql as $$
begin
  if kind not in ('jsonb', 'bytea') then
    raise exception 'A view is jsonb or bytea, not %.', kind;
  end if;
  execute format(
    'create table %I (tenant_id uuid not null, generation int not null, key text collate "C" not null, view %s not null,'
    ' primary key (tenant_id, generation, key))', name, kind);
  call tiering_isolate(name::regclass);
  execute format('grant select, insert, update, delete on %I to tiering_runtime', name);
end
$$;

create table tenant (
  tenant_id uuid primary key,
  name text not null,
  added timestamptz not null
);
call tiering_isolate('tenant');
grant select, insert on tenant to tiering_runtime;

-- The end of each tenant's log. Locked by every append until its commit: that makes positions dense and their order the order of commits.
-- Without row-level security, by which workers find the tenants; it holds nothing but numbers.
create table log_head (
  tenant_id uuid primary key,
  position bigint not null check (position >= 0),
  recorded timestamptz not null
) with (fillfactor = 10);
grant select, insert, update on log_head to tiering_runtime;

create table event (
  tenant_id uuid not null,
  position bigint not null check (position > 0),
  stream text collate "C" not null,
  version int not null check (version > 0),
  event_id uuid not null,
  type text collate "C" not null,
  schema int not null,
  subject uuid,
  effective timestamptz not null,
  recorded timestamptz not null,
  leaf bytea not null,
  leaf_hash bytea not null,
  content bytea not null,
  primary key (tenant_id, position),
  unique (tenant_id, stream, version),
  unique (tenant_id, event_id)
);
create index event_subject on event (tenant_id, subject, position) where subject is not null;
call tiering_isolate('event');
grant select, insert on event to tiering_runtime;

create table stream_closed (
  tenant_id uuid not null,
  stream text collate "C" not null,
  primary key (tenant_id, stream)
);
call tiering_isolate('stream_closed');
grant select, insert on stream_closed to tiering_runtime;

-- What a caller's key was answered with; committed with the events it is about. Kept as long as the operator says, at least 24 hours.
create table idempotency (
  tenant_id uuid not null,
  scope text collate "C" not null,
  key text collate "C" not null,
  fingerprint bytea not null,
  outcome bytea not null,
  first_position bigint not null,
  count int not null,
  recorded timestamptz not null,
  primary key (tenant_id, scope, key)
);
call tiering_isolate('idempotency');
grant select, insert, delete on idempotency to tiering_runtime;
