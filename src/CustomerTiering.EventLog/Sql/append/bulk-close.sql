insert into stream_closed (tenant_id, stream) select $1, stream from unnest($2::text[]) as stream
