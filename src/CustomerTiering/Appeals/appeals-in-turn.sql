select key, view, place from appeal where tenant_id = @tenant and generation = @generation and place > @after
  and (cardinality(@statuses) = 0 or status = any(@statuses)) and place < @before
order by place limit @limit
