-- Events as they were received, with whom they belong to, and what is derived from them on arrival.
--
-- Every row enters through `door`, a Null table: materialized views carry it into each target under one
-- insert_deduplication_token, so that a batch cut half-way and sent again is stored once in every table.
-- `customer` is a dense number within the workspace (1, 2, 3 …) given by the records; 0 where an event speaks of an
-- account alone (it stands only in events_by_customer and in what is said of accounts). A number whose events
-- moved to another person is never used again: it stands in `retired`, and readers leave it out.

create table events (
  workspace_id UInt32,
  event LowCardinality(String),
  customer UInt32,
  time DateTime64(3, 'UTC'),
  message_id String,
  type Enum8('track' = 1, 'identify' = 2, 'page' = 3, 'screen' = 4, 'group' = 5, 'alias' = 6),
  user_id String,                 -- as received; '' where none
  anonymous_id String,            -- as received; '' where none
  group_id String,                -- the account named on the event; '' where none
  source UInt32,
  traffic Enum8('customer' = 0, 'internal' = 1, 'bot' = 2),
  properties JSON(max_dynamic_paths = 256)
)
engine = MergeTree
partition by toYear(time)
order by (workspace_id, event, customer, time, message_id)
settings non_replicated_deduplication_window = 10000;

-- The same in the order of a person's life, with everything that was received: timelines, moves, erasure.
create table events_by_customer (
  workspace_id UInt32,
  customer UInt32,
  time DateTime64(3, 'UTC'),
  event LowCardinality(String),
  message_id String,
  type Enum8('track' = 1, 'identify' = 2, 'page' = 3, 'screen' = 4, 'group' = 5, 'alias' = 6),
  user_id String,
  anonymous_id String,
  group_id String,
  source UInt32,
  traffic Enum8('customer' = 0, 'internal' = 1, 'bot' = 2),
  properties String codec(ZSTD(1)),   -- JSON text as received; a big number keeps its digits
  traits String codec(ZSTD(1)),       -- JSON text of identify and group traits; '' where none
  context String codec(ZSTD(1)),      -- JSON text
  original_time DateTime64(3, 'UTC'), -- what the client's clock said
  sent_at Nullable(DateTime64(3, 'UTC')),
  received_at DateTime64(3, 'UTC'),
  time_flag Enum8('' = 0, 'corrected' = 1, 'future' = 2, 'ancient' = 3, 'made' = 4),
  made_id Bool,                       -- true where the client gave no message id
  batch UInt64                        -- journal batch or import chunk; high bit set for imports
)
engine = MergeTree
partition by toYear(time)
order by (workspace_id, customer, time, message_id)
settings non_replicated_deduplication_window = 10000;

create table door (
  workspace_id UInt32,
  layout UInt32,                      -- generation of derived tables these rows feed
  stage Enum8('new' = 0, 'derive' = 1, 'moved' = 2), -- derive: only derived tables (rebuild); moved: under its new owner
  event String,
  customer UInt32,
  time DateTime64(3, 'UTC'),
  day Date32,                         -- local day in the workspace's zone
  message_id String,
  id_hash FixedString(16) default MD5(concat(toString(source), '\0', message_id)),
  type Enum8('track' = 1, 'identify' = 2, 'page' = 3, 'screen' = 4, 'group' = 5, 'alias' = 6),
  user_id String,
  anonymous_id String,
  group_id String,
  source UInt32,
  traffic Enum8('customer' = 0, 'internal' = 1, 'bot' = 2),
  properties String,
  traits String,
  context String,
  original_time DateTime64(3, 'UTC'),
  sent_at Nullable(DateTime64(3, 'UTC')),
  received_at DateTime64(3, 'UTC'),
  time_flag Enum8('' = 0, 'corrected' = 1, 'future' = 2, 'ancient' = 3, 'made' = 4),
  made_id Bool,
  batch UInt64
)
engine = Null;

create materialized view door_to_events to events as
select workspace_id, event, customer, time, message_id, type, user_id, anonymous_id, group_id, source, traffic,
  properties::JSON(max_dynamic_paths = 256) as properties
from door
where stage != 'derive' and customer != 0;

create materialized view door_to_events_by_customer to events_by_customer as
select workspace_id, customer, time, event, message_id, type, user_id, anonymous_id, group_id, source, traffic,
  properties, traits, context, original_time, sent_at, received_at, time_flag, made_id, batch
from door
where stage != 'derive';

-- Which messages are stored: duplicates are looked up here.
create table message_ids (
  workspace_id UInt32,
  id_hash FixedString(16),
  batch UInt64,
  received_at DateTime64(3, 'UTC')
)
engine = MergeTree
order by (workspace_id, id_hash)
settings non_replicated_deduplication_window = 10000;

create materialized view door_to_message_ids to message_ids as
select workspace_id, id_hash, batch, received_at
from door
where stage = 'new';

-- Who did what on which local day. event '' means any event. Internal and bot traffic is not in it.
create table event_days (
  workspace_id UInt32,
  layout UInt32,
  event LowCardinality(String),
  day Date32,
  customers AggregateFunction(groupBitmap, UInt32)
)
engine = AggregatingMergeTree
order by (workspace_id, layout, event, day)
-- Read one event at a time, some hundred rows: with small granules the bitmaps of its neighbours are not read along
-- (70 ms became 11 ms for one event of 200 over 12 months).
settings non_replicated_deduplication_window = 10000, index_granularity = 128;

create materialized view door_to_event_days to event_days as
select workspace_id, layout, event, day, groupBitmapState(customer) as customers
from door
where traffic = 'customer' and customer != 0
group by workspace_id, layout, event, day;

create materialized view door_to_any_event_days to event_days as
select workspace_id, layout, '' as event, day, groupBitmapState(customer) as customers
from door
where traffic = 'customer' and customer != 0
group by workspace_id, layout, day;

-- Each person's events: first and last time over all history, and how often.
create table customer_events (
  workspace_id UInt32,
  layout UInt32,
  customer UInt32,
  event LowCardinality(String),
  first_time SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
  last_time SimpleAggregateFunction(max, DateTime64(3, 'UTC')),
  events SimpleAggregateFunction(sum, UInt64)
)
engine = AggregatingMergeTree
order by (workspace_id, layout, customer, event)
settings non_replicated_deduplication_window = 10000;

create materialized view door_to_customer_events to customer_events as
select workspace_id, layout, customer, event, min(time) as first_time, max(time) as last_time, count() as events
from door
where traffic = 'customer' and customer != 0
group by workspace_id, layout, customer, event;

-- What was said of a person, over time; a trait's value at an instant is the latest before it.
create table trait_changes (
  workspace_id UInt32,
  trait LowCardinality(String),
  customer UInt32,
  time DateTime64(3, 'UTC'),
  message_id String,
  value String,                       -- text as it reads; JSON text for lists and objects
  once Bool                           -- holds only where no other value is known ($set_once)
)
engine = MergeTree
order by (workspace_id, trait, customer, time, message_id)
settings non_replicated_deduplication_window = 10000;

-- Identify traits: 'traits' is {"name": value}; "$once" inside holds set-once traits.
create materialized view door_to_trait_changes to trait_changes as
select workspace_id, tupleElement(pair, 1) as trait, customer, time, message_id,
  if(JSONType(tupleElement(pair, 2)) = 'String', JSONExtractString(tupleElement(pair, 2)), tupleElement(pair, 2)) as value,
  tupleElement(pair, 3) as once
from (
  select workspace_id, customer, time, message_id,
    arrayConcat(
      arrayMap(p -> (p.1, p.2, false), arrayFilter(p -> p.1 != '$once', JSONExtractKeysAndValuesRaw(traits))),
      arrayMap(p -> (p.1, p.2, true), JSONExtractKeysAndValuesRaw(traits, '$once'))) as pairs
  from door
  where stage != 'derive' and type != 'group' and customer != 0 and traits != ''
)
array join pairs as pair;

-- Which account a person belonged to from when on, and what was said of accounts.
create table memberships (
  workspace_id UInt32,
  customer UInt32,
  time DateTime64(3, 'UTC'),
  message_id String,
  account String                      -- the group id as received
)
engine = MergeTree
order by (workspace_id, customer, time, message_id)
settings non_replicated_deduplication_window = 10000;

create materialized view door_to_memberships to memberships as
select workspace_id, customer, time, message_id, group_id as account
from door
where stage != 'derive' and customer != 0 and type = 'group' and group_id != '';

create table account_trait_changes (
  workspace_id UInt32,
  trait LowCardinality(String),
  account String,
  time DateTime64(3, 'UTC'),
  message_id String,
  value String
)
engine = MergeTree
order by (workspace_id, trait, account, time, message_id)
settings non_replicated_deduplication_window = 10000;

create materialized view door_to_account_trait_changes to account_trait_changes as
select workspace_id, tupleElement(pair, 1) as trait, group_id as account, time, message_id,
  if(JSONType(tupleElement(pair, 2)) = 'String', JSONExtractString(tupleElement(pair, 2)), tupleElement(pair, 2)) as value
from (
  select workspace_id, group_id, time, message_id, JSONExtractKeysAndValuesRaw(traits) as pairs
  from door
  where stage != 'derive' and type = 'group' and group_id != '' and traits != ''
)
array join pairs as pair;

-- Numbers whose events now stand under another number. Readers leave them out until they are swept away.
create table retired (
  workspace_id UInt32,
  customer UInt32,
  at DateTime64(3, 'UTC')
)
engine = ReplacingMergeTree
order by (workspace_id, customer);
