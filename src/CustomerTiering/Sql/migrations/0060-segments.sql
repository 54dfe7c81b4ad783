-- Every customer's segments, stated and computed, with all their days: key <customer>.
call tiering_read_model('customer_segments', 'jsonb');
