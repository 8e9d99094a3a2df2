-- A rate that is told otherwise later stands beside the one told before: a question as of an instant takes what was told
-- before it. What was overwritten until now is not known any more.
alter table currency_rates
  drop constraint currency_rates_pkey,
  add primary key (workspace_id, from_currency, to_currency, day, recorded_at);
