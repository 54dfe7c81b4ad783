-- Amounts without a rate are looked for by currency and time: the rates of a policy say from when on a currency counts.
create index purchase_by_currency on purchase (tenant_id, generation, currency, at);
