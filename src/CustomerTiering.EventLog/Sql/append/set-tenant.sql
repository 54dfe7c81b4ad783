-- For this transaction alone: a session's setting would leak to whoever has the connection next.
select set_config('app.tenant', $1::text, true)
