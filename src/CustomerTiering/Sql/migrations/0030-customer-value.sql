-- What each customer was worth so far. Key <customer>/<purchase, or return of no known purchase>: what was paid and given back; key <customer>: the
-- sealed external id. One small row a purchase, so that a cancellation or a correction changes one row at a cost that does not grow with history.
call tiering_read_model('customer_value', 'jsonb');
alter table customer_value
  add customer uuid not null generated always as (left(key, 36)::uuid) stored,
  add currency text generated always as (view ->> 'currency') stored,
  add purchases int not null generated always as (coalesce((view ->> 'purchases')::int, 0)) stored,
  add gross numeric not null generated always as (coalesce((view ->> 'gross')::numeric, 0)) stored,
  add returns int not null generated always as (coalesce((view ->> 'returns')::int, 0)) stored,
  add returned numeric not null generated always as (coalesce((view ->> 'returned')::numeric, 0)) stored;
