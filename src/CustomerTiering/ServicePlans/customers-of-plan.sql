select key, ladder, version, since from ({served} and t.key > @after) s
where plan = @plan order by key limit @limit
