-- Judges the callers of a batch, numbers the accepted ones in order, inserts their events and moves the head. Runs under the head's lock.
-- Batches are formed so that no caller's acceptance depends on another of the same batch; so each can be judged against the tables alone.
-- Objections by rank: 1 key known, 2 key of another request, 3 id with other content, 4 id known, 5 stream closed, 6 other version.
with head as materialized (
  select position, recorded <= $2::timestamptz as in_time from log_head where tenant_id = $1::uuid
),
touched as materialized (
  select t.caller, t.ordinal, t.stream, t.expected, t.closes, v.version,
    -- not exists() would be planned as a hash of all closed streams of the tenant
    (select true from stream_closed c where c.tenant_id = $1 and c.stream = t.stream limit 1) is not null as closed
  from unnest($4::int[], $5::text[], $6::int[], $7::bool[]) with ordinality as t (caller, stream, expected, closes, ordinal)
  cross join lateral (
    select coalesce((select e.version from event e where e.tenant_id = $1 and e.stream = t.stream order by e.version desc limit 1), 0)
      as version) v
),
keyed as materialized (
  select k.caller, k.scope, k.key, k.fingerprint, k.outcome,
    b.fingerprint as before, b.outcome as answer, b.first_position, b.count
  from unnest($8::int[], $9::text[], $10::text[], $11::bytea[], $12::bytea[]) as k (caller, scope, key, fingerprint, outcome)
  left join lateral (
    select i.fingerprint, i.outcome, i.first_position, i.count from idempotency i
    where i.tenant_id = $1 and i.scope = k.scope and i.key = k.key limit 1) b on true
),
incoming as materialized (
  select n.*, b.position as known, n.content <> ''::bytea and b.content <> n.content as reused
  from unnest($13::int[], $14::int[], $15::int[], $16::uuid[], $17::text[], $18::int[], $19::uuid[], $20::timestamptz[], $21::bytea[],
    $22::bytea[], $23::bytea[])
    as n (caller, touched, nth, event_id, type, schema, subject, effective, leaf, leaf_hash, content)
  left join lateral (
    select e.position, e.content from event e where e.tenant_id = $1 and e.event_id = n.event_id limit 1) b on true
),
objection as materialized (
  select distinct on (caller) caller, rank, position, number, stream, event_id, answer from (
    select caller, case when before = fingerprint then 1 else 2 end as rank, 0 as nth,
      first_position as position, count as number, key as stream, null::uuid as event_id, answer
    from keyed where before is not null
    union all
    select caller, case when reused then 3 else 4 end, nth, known, 0, null, event_id, null from incoming where known is not null
    union all
    select caller, 5, ordinal::int, 0, 0, stream, null, null from touched where closed
    union all
    select caller, 6, ordinal::int, expected, version, stream, null, null from touched where expected >= 0 and expected <> version
  ) as o
  order by caller, rank, nth
),
accepted as materialized (
  select c.caller::int, c.count, head.position + sum(c.count) over (order by c.caller) - c.count as before
  from head cross join unnest($3::int[]) with ordinality as c (count, caller)
  where head.in_time and c.caller not in (select o.caller from objection o)
),
inserted as (
  insert into event (
    tenant_id, position, stream, version, event_id, type, schema, subject, effective, recorded, leaf, leaf_hash, content)
  select $1, a.before + n.nth, t.stream, t.version + row_number() over (partition by t.stream order by n.caller, n.nth),
    n.event_id, n.type, n.schema, n.subject, n.effective, $2, n.leaf, n.leaf_hash, n.content
  from incoming n join accepted a on a.caller = n.caller join touched t on t.ordinal = n.touched
),
closed as (
  insert into stream_closed (tenant_id, stream)
  select $1, t.stream from touched t join accepted a on a.caller = t.caller where t.closes
),
kept as (
  insert into idempotency (tenant_id, scope, key, fingerprint, outcome, first_position, count, recorded)
  select $1, k.scope, k.key, k.fingerprint, k.outcome, a.before + least(a.count, 1), a.count, $2
  from keyed k join accepted a on a.caller = k.caller
),
moved as (
  update log_head set position = position + (select sum(count) from accepted), recorded = $2
  where tenant_id = $1 and exists (select from accepted where count > 0)
)
select c.caller::int, a.before::bigint, coalesce(o.rank, 0), coalesce(o.position, 0), coalesce(o.number, 0), o.stream, o.event_id, o.answer
from unnest($3::int[]) with ordinality as c (count, caller)
left join accepted a on a.caller = c.caller
left join objection o on o.caller = c.caller
order by c.caller
