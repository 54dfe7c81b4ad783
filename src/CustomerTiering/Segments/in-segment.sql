and exists (
  select 1 from customer_segments of_customer, jsonb_array_elements(of_customer.view -> 'segments' -> @segment) span_in
  where of_customer.tenant_id = @tenant and of_customer.generation = @segmentGeneration and of_customer.key = {customer}
    and (span_in ->> 'from')::date <= {day} and coalesce((span_in ->> 'until')::date > {day}, true))
