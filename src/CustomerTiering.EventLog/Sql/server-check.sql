select
  current_setting('fsync') = 'on',
  current_setting('full_page_writes') = 'on',
  current_setting('synchronous_commit') in ('on', 'remote_apply'),
  current_user::text,
  r.rolsuper,
  r.rolbypassrls,
  (select string_agg(c.relname, ', ' order by c.relname) from pg_class c
   where c.relowner = r.oid and c.relkind in ('r', 'p', 'v', 'm') and c.relnamespace not in ('pg_catalog'::regnamespace, 'information_schema'::regnamespace)
     and not pg_is_other_temp_schema(c.relnamespace) and c.relnamespace <> pg_my_temp_schema()),
  (select string_agg(g.rolname, ', ' order by g.rolname) from pg_roles g
   where g.oid <> r.oid and (g.rolsuper or g.rolbypassrls) and pg_has_role(r.oid, g.oid, 'member'))
from pg_roles r where r.rolname = current_user
