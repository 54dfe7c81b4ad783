-- What is left of a purchase is never below 0; a reinstated one counts again. Both are in the view.
alter table purchase
  add net numeric not null generated always as ((view ->> 'net')::numeric) stored;

-- Of several answers to one asking the latest counts: by time, then by the order of recording.
alter table survey
  add recorded bigint generated always as ((view ->> 'recorded')::bigint) stored;
