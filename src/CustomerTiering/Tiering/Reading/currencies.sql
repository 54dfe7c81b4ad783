-- Each currency is found by one step in the index.
with recursive found as (
  (select currency from {purchases} where tenant_id = @tenant and generation = @generation order by currency limit 1)
  union all
  select (
    select p.currency from {purchases} p where p.tenant_id = @tenant and p.generation = @generation and p.currency > found.currency
    order by p.currency limit 1)
  from found where found.currency is not null)
select currency from found where currency is not null
