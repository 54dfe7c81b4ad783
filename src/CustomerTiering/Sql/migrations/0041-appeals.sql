-- Appeals, key <appeal>: the place in the list is the deadline, then the key.
call tiering_read_model('appeal', 'jsonb');
alter table appeal
  add status text collate "C" generated always as (view ->> 'status') stored,
  add place text collate "C" generated always as ((view ->> 'deadline') || '/' || key) stored;
create index appeal_by_place on appeal (tenant_id, generation, place);
