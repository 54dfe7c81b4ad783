-- What a customer was worth is added up from the purchases themselves: one row a purchase instead of two.
drop table customer_value;
alter table projection no force row level security;
delete from projection where name = 'customer-value';
alter table projection force row level security;
alter table purchase
  add currency text collate "C" generated always as (view ->> 'currency') stored,
  add purchases int not null generated always as (case when view ->> 'cancelled' is null and coalesce((view ->> 'known')::boolean, true) then 1 else 0 end) stored,
  add gross numeric not null generated always as (case when view ->> 'cancelled' is null then (view ->> 'amount')::numeric else 0 end) stored,
  add returns int not null generated always as (
    case when view ->> 'cancelled' is null then jsonb_array_length(jsonb_path_query_array(view -> 'returns', '$.*')) else 0 end) stored,
  add returned numeric not null generated always as (case when view ->> 'cancelled' is null then (view ->> 'returned')::numeric else 0 end) stored;
