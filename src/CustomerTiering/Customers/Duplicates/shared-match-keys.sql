select k.member, k.hash, array_agg(k.customer_id order by k.customer_id) from person_match_key k where k.tenant_id = @tenant
  and (k.member, k.hash) > (@afterMember, @afterHash) and (@member = '' or k.member = @member)
group by k.member, k.hash having count(*) between 2 and @most order by k.member, k.hash limit @limit
