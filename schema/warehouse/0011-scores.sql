-- What was found out about people and accounts as a score, such as their health: of each the figure, its colour, from an
-- instant on. Written by difference; '' and null: not known any more.

create table scores (
  workspace_id UInt32,
  unit Enum8('customer' = 1, 'account' = 2),
  key UInt64,                         -- a customer's number, or sipHash64 of the account's id
  score LowCardinality(String),       -- health, health.depth …
  at DateTime64(3, 'UTC'),
  value Nullable(Float64),
  colour LowCardinality(String)       -- green, yellow, red, or ''
)
engine = ReplacingMergeTree
order by (workspace_id, unit, score, key, at);
