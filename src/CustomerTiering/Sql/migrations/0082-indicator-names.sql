-- The names under which values from outside were reported: one that nobody declared is a gap. Key: the hash of the name, which may be too long for an index.
call tiering_read_model('indicator_name', 'jsonb');
