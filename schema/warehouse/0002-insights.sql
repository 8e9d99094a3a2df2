-- What answers about retention and the overview read, besides the tables of 0001.

-- Internal and bot traffic by day: to say how many are left out. event '' means any event.
create table marked_days (
  workspace_id UInt32,
  layout UInt32,
  event LowCardinality(String),
  day Date32,
  traffic Enum8('customer' = 0, 'internal' = 1, 'bot' = 2),
  customers AggregateFunction(groupBitmap, UInt32)
)
engine = AggregatingMergeTree
order by (workspace_id, layout, event, day, traffic)
settings non_replicated_deduplication_window = 10000, index_granularity = 128;

create materialized view door_to_marked_days to marked_days as
select workspace_id, layout, arrayJoin(['', toString(event)]) as event, day, traffic, groupBitmapState(customer) as customers
from door
where traffic != 'customer' and customer != 0
group by workspace_id, layout, event, day, traffic;

-- How many events of a name on a local day, and the last instant known of that day: a day whose last event
-- lies before the question's instant is known whole.
create table event_counts (
  workspace_id UInt32,
  layout UInt32,
  event LowCardinality(String),
  day Date32,
  events SimpleAggregateFunction(sum, UInt64),
  last_time SimpleAggregateFunction(max, DateTime64(3, 'UTC'))
)
engine = AggregatingMergeTree
order by (workspace_id, layout, day, event)
settings non_replicated_deduplication_window = 10000;

create materialized view door_to_event_counts to event_counts as
-- An event stored again under its new owner ('moved') is counted already.
select workspace_id, layout, event, day, count() as events, max(time) as last_time
from door
where traffic = 'customer' and customer != 0 and stage != 'moved'
group by workspace_id, layout, event, day;

-- On which local days a customer did anything, once per event: "at least three times a week" is read from
-- here. As rows of customer, day and count the same question took 0.95 s instead of 0.18 s (20 million events).
create table customer_days (
  workspace_id UInt32,
  layout UInt32,
  customer UInt32,
  days SimpleAggregateFunction(groupArrayArray, Array(Int32))   -- days since 1970, one entry per event, in no order
)
engine = AggregatingMergeTree
order by (workspace_id, layout, customer)
settings non_replicated_deduplication_window = 10000;

create materialized view door_to_customer_days to customer_days as
select workspace_id, layout, customer, groupArray(toInt32(day)) as days
from door
where traffic = 'customer' and customer != 0
group by workspace_id, layout, customer;
