-- Tiers with overrides, for lists over all customers: few among many.
create index tier_overridden on tier (tenant_id, generation, key) where view -> 'overrides' is not null;
