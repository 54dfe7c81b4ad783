select customer_id, other_id from person_dismissal
where tenant_id = @tenant and customer_id = any(@customers) and other_id = any(@customers)
