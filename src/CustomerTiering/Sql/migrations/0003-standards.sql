-- Every standard with all its versions: key policies/<ladder> or lifecycles/lifecycle.
call tiering_read_model('standard', 'jsonb');
