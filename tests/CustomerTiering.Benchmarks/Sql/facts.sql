-- Events as the intake of facts writes them, of $2 customers with $3 facts each, interleaved: customers follow each other as if at random, a customer's own
-- facts lie far apart. Of 40 facts one describes the customer, 32 are purchases, 3 survey answers, 2 complaints and 2 contacts. By one statement: what is
-- measured is reading them.
insert into event (tenant_id, position, stream, version, event_id, type, schema, subject, effective, recorded, leaf, leaf_hash, content)
select $1, n, stream, version, id, type, 1, customer, at, timestamptz '2026-02-01 00:00+00', leaf, sha256('\x00'::bytea || leaf), ''
from (
  select *, convert_to(
    '{"actor":"svc:benchmark","data":' || data || ',"effective":"' || to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"')
    || '","id":"' || id || '","recorded":"2026-02-01T00:00:00.000000Z","schema":1,"stream":"' || stream || '","tenant":"' || $1
    || '","type":"' || type || '","v":1}', 'UTF8') as leaf
  from (
    select *,
      case type
        when 'CustomerDescribed' then
          '{"profile":{"attributes":{"creditGrade":"' || case k % 3 when 0 then 'A' when 1 then 'B' else 'C' end || '"},"segments":['
          || case k % 5 when 0 then '"business"' else '' end || '],"type":"person"},"sourceId":' || sealed || '}'
        when 'PurchaseMade' then
          '{"amount":"' || (n % 400 + 20) * 2 || '.5","channel":"web","currency":"CNY","customer":"' || customer
          || '","lines":[{"category":"books","product":"p-' || n % 4000 || '","quantity":"2","unitCost":"3.1","unitPrice":"' || n % 400 + 20 || '.25"}],"sourceId":'
          || sealed || '}'
        when 'SurveyAnswered' then
          '{"channel":"mail","customer":"' || customer || '","score":"' || n % 5 + 1 || '","sourceId":' || sealed || ',"survey":"csat"}'
        when 'ComplaintOpened' then
          '{"category":"delivery","channel":"web","customer":"' || customer || '","priority":"high","sourceId":' || sealed || '}'
        else
          '{"channel":"phone","customer":"' || customer || '","direction":"in","purpose":"advice","sourceId":' || sealed || '}'
      end as data,
      case type
        when 'PurchaseMade' then 'purchase/' || id
        when 'ComplaintOpened' then 'complaint/' || id
        when 'CustomerDescribed' then 'customer/' || customer
        when 'SurveyAnswered' then 'satisfaction/' || customer
        else 'activity/' || customer
      end as stream,
      case type
        when 'SurveyAnswered' then (nth + 3) / 10
        when 'InteractionHeld' then (nth - 8) / 20 + 1
        else 1
      end as version
    from (
      select n, k, nth,
        md5('customer ' || k)::uuid as customer,
        md5('fact ' || n)::uuid as id,
        timestamptz '2023-01-01 00:00+00' + n * (interval '1096 days' / ($2::bigint * $3)) as at,
        '{"alg":"A256GCM","ct":"' || substr(md5(n::text), 1, 28) || '","kc":"' || repeat('k', 43) || '","kid":"' || md5('customer ' || k)::uuid
          || '#1","n":"' || substr(md5(n::text), 1, 16) || '"}' as sealed,
        case
          when nth = 0 then 'CustomerDescribed'
          when nth % 10 = 7 then 'SurveyAnswered'
          when nth % 20 = 8 then 'InteractionHeld'
          when nth % 20 = 18 then 'ComplaintOpened'
          else 'PurchaseMade'
        end as type
      from generate_series(1, $2::bigint * $3) n
      cross join lateral (select (n * 48271) % $2 as k, ((n - 1) / $2)::int as nth) c
    ) facts
  ) bodies
) leaves
