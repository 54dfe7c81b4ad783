-- Who is about to rise or fall, by the day for which it is foreseen; a day's text is in the order of days.
alter table tier
  add column outlook text generated always as (view -> 'foreseen' ->> 'outlook') stored,
  add column foreseen_on text collate "C" generated always as (view -> 'foreseen' ->> 'on') stored;
create index tier_about_to_move on tier (tenant_id, generation, foreseen_on, key) where outlook in ('falls', 'rises');
