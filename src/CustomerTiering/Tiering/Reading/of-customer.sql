and p.customer in (
  select @customer
  union all
  select duplicate.customer_id::text from person_merge duplicate where duplicate.tenant_id = @tenant and duplicate.survivor_id = @customer::uuid)
