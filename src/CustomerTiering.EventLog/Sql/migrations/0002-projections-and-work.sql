-- How far each read model has come, how far each follower has come, what is due when, and work that is done in pieces.

-- One row a generation. The row is the fence: whoever stores a projection's rows locks it, compares the position, and moves it in the same transaction.
create table projection (
  tenant_id uuid not null,
  name text collate "C" not null,
  generation int not null check (generation > 0),
  live boolean not null,
  position bigint not null check (position >= 0),
  state text not null check (state in ('running', 'stopped', 'rebuilding', 'retired')),
  stopped_at bigint,
  reason text,
  primary key (tenant_id, name, generation),
  check (not live or state in ('running', 'stopped')),
  check ((state = 'stopped') = (stopped_at is not null and reason is not null))
) with (fillfactor = 50);
create unique index projection_live on projection (tenant_id, name) where live;
call tiering_isolate('projection');
grant select, insert, update, delete on projection to tiering_runtime;

create table follower (
  tenant_id uuid not null,
  name text collate "C" not null,
  position bigint not null check (position >= 0),
  stopped_at bigint,
  reason text,
  primary key (tenant_id, name),
  check ((stopped_at is null) = (reason is null))
) with (fillfactor = 50);
call tiering_isolate('follower');
grant select, insert, update, delete on follower to tiering_runtime;

-- Without row-level security, so that workers find what is due for whom; neither key nor payload says anything about a person.
create table timer_due (
  tenant_id uuid not null,
  kind text collate "C" not null,
  key text collate "C" not null,
  due timestamptz not null,
  payload jsonb not null,
  attempts int not null default 0,
  leased_until timestamptz,
  failure text,
  primary key (tenant_id, kind, key)
);
create index timer_due_by_date on timer_due (due);
grant select, insert, update, delete on timer_due to tiering_runtime;

create table run (
  tenant_id uuid not null,
  run_id uuid not null,
  kind text collate "C" not null,
  state text not null check (state in ('running', 'done', 'failed', 'cancelled')),
  parameters jsonb not null,
  created timestamptz not null,
  ended timestamptz,
  chunks int not null check (chunks >= 0),
  result jsonb,
  primary key (tenant_id, run_id),
  check ((state = 'running') = (ended is null))
);
create index run_created on run (tenant_id, created desc, run_id);
call tiering_isolate('run');
grant select, insert, update on run to tiering_runtime;

-- Without row-level security, as timers.
create table run_chunk (
  tenant_id uuid not null,
  run_id uuid not null,
  number int not null check (number > 0),
  kind text collate "C" not null,
  payload jsonb not null,
  state text not null check (state in ('waiting', 'done', 'failed', 'cancelled')),
  attempts int not null default 0,
  leased_until timestamptz,
  failure text,
  result jsonb,
  primary key (tenant_id, run_id, number)
);
create index run_chunk_waiting on run_chunk (kind, tenant_id, run_id, number) where state = 'waiting';
grant select, insert, update on run_chunk to tiering_runtime;
