-- The facts of each customer. Key <customer>/<UTC year>: compact entries one behind the other; <customer>: the digest of all of them;
-- by/<customer>: who referred this customer.
call tiering_read_model('customer_facts', 'bytea');
