copy bulk_event (position, stream, version, event_id, type, schema, subject, effective, leaf, leaf_hash, content)
from stdin (format binary)
