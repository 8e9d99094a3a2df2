-- The life of each customer with each offer: every move with its rule and facts. A life is written as a whole, so that late
-- events, merges and erasures rewrite it; the row with the latest stamp holds; read with `final`.
-- Grain: (customer, offer).

create table phase_lives (
  workspace_id UInt32,
  customer UInt32,
  offer String,                       -- '': all there is, where no offer is named
  known Bool,                         -- false: nothing is left of it
  headline Bool,                      -- of the customer's lives the one of the highest recurring value
  phase LowCardinality(String),
  status LowCardinality(String),
  since DateTime64(3, 'UTC'),         -- of phase and status
  due Nullable(DateTime64(3, 'UTC')), -- when time alone moves them
  last_visit Nullable(DateTime64(3, 'UTC')),
  monthly Int64,                      -- recurring value a month, in smallest units
  currency LowCardinality(String),
  bought Array(Int64),                -- in the last 365 days, in millionths, by currency
  bought_in Array(LowCardinality(String)),
  moves_at Array(DateTime64(3, 'UTC')),
  moves_phase Array(LowCardinality(String)),
  moves_status Array(LowCardinality(String)),
  moves_rule Array(UInt32),
  moves_reason Array(LowCardinality(String)),
  moves_facts Array(String) codec(ZSTD(1)),
  warned_on Array(Int32),             -- local days since 1970
  warned_after Array(Int32),          -- days of silence that were still within the rhythm
  warned_last Array(Int32),           -- the day of the last visit
  warned_back Array(Int32),           -- the day of the next visit; -1: none came
  warned_acted Array(Bool),
  watched_from Array(Int32),          -- when a warning could have been raised: local days, the second not included
  watched_to Array(Int32),
  said String,                        -- fingerprint of all of it: a life that did not change is not written again
  stamp UInt64                        -- microseconds since 1970
)
engine = ReplacingMergeTree(stamp)
order by (workspace_id, customer, offer);
