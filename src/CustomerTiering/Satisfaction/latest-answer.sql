and not exists (
  select from survey later where later.tenant_id = @tenant and later.generation = @generation and later.answers = {survey}.answers
    and (later.at, later.recorded) > ({survey}.at, {survey}.recorded))
