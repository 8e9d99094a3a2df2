-- What knowing each customer needs: what has arrived since one last looked, by which ids a person is called, contracts as
-- they were known, and who is in which segment.
-- Views are made anew and not altered (see 0003).

-- What we do ourselves is an event like any other, yet nothing that a customer did: 'perdure.segment_entered' is not
-- activity. Asked for by its name it is there; "any event" leaves it out. That a contract starts or ends is the
-- customer's doing; that it renews by itself is not.
drop view if exists door_to_any_event_days;

create materialized view door_to_any_event_days to event_days as
select workspace_id, layout, '' as event, day, groupBitmapState(customer) as customers
from door as given
where traffic = 'customer' and customer != 0
  and not (startsWith(given.event, 'perdure.') and given.event not in ('perdure.contract_started', 'perdure.contract_ended'))
group by workspace_id, layout, day;

drop view if exists door_to_customer_days;

create materialized view door_to_customer_days to customer_days as
select workspace_id, layout, customer,
  groupArrayArray(arrayMap(part -> toInt32(on_day + 262144 * (least(events - 8000 * part, 8000) - 1)),
    range(toUInt64(ceil(events / 8000))))) as days
from (
  select workspace_id, layout, customer, toInt32(day) as on_day, toInt64(count()) as events
  from door
  where traffic = 'customer' and customer != 0
    and not (startsWith(event, 'perdure.') and event not in ('perdure.contract_started', 'perdure.contract_ended'))
  group by workspace_id, layout, customer, on_day
)
group by workspace_id, layout, customer;

-- One row per insert through the door: whose events, of which names. Whoever keeps something up to date asks what came
-- since it last looked, and works on that alone. Rows that only feed derived tables again are not news.
create table arrivals (
  workspace_id UInt32,
  at DateTime64(3, 'UTC'),            -- when the insert began; it is seen somewhat later
  id UUID,
  customers AggregateFunction(groupBitmap, UInt32),
  events Array(LowCardinality(String)),
  accounts Array(String),             -- named on events or by group calls
  traits Bool,                        -- something was said of people or accounts
  ahead Array(DateTime64(3, 'UTC'))   -- instants of events that lie ahead: they are known once they have come
)
engine = MergeTree
order by (workspace_id, at)
ttl toDateTime(at) + interval 3 day
settings non_replicated_deduplication_window = 30000;

create materialized view door_to_arrivals to arrivals as
select workspace_id, now64(3, 'UTC') as at, generateUUIDv4() as id,
  groupBitmapStateIf(customer, customer != 0) as customers, groupUniqArray(event) as events,
  groupUniqArrayIf(group_id, group_id != '') as accounts, max(given.traits != '') as traits,
  arraySort(groupUniqArrayIf(1000)(time, time > now64(3, 'UTC'))) as ahead
from door as given
where stage != 'derive'
group by workspace_id;

-- Which number a known person's events carry: contracts name people by their user id. The latest row holds.
create table people_ids (
  workspace_id UInt32,
  user_id String,
  customer UInt32,
  stamp UInt64
)
engine = ReplacingMergeTree(stamp)
order by (workspace_id, user_id)
settings non_replicated_deduplication_window = 30000;

create materialized view door_to_people_ids to people_ids as
select workspace_id, user_id, max(given.customer) as customer,
  toUInt64(toUnixTimestamp64Micro(now64(6))) as stamp
from door as given
where stage != 'derive' and given.customer != 0 and user_id != ''
group by workspace_id, user_id;

-- Accounts that events and group calls name.
create table known_accounts (
  workspace_id UInt32,
  account String,
  first_time SimpleAggregateFunction(min, DateTime64(3, 'UTC')),
  last_own SimpleAggregateFunction(max, DateTime64(3, 'UTC'))   -- of what its people did; 1970 where they did nothing
)
engine = AggregatingMergeTree
order by (workspace_id, account)
settings non_replicated_deduplication_window = 30000;

create materialized view door_to_known_accounts to known_accounts as
select workspace_id, group_id as account, min(time) as first_time,
  maxIf(time, traffic = 'customer' and not startsWith(event, 'perdure.')) as last_own
from door
where stage != 'derive' and group_id != ''
group by workspace_id, account;

-- Contracts, each version as it was recorded: a copy of the records for questions about money. Rows with a later stamp
-- take the place of earlier ones; read with `final`.
create table contract_versions (
  workspace_id UInt32,
  holder_kind Enum8('customer' = 1, 'account' = 2),
  holder String,                      -- the customer's user id, or the account's id
  contract String,
  version UInt32,
  offer LowCardinality(String),
  starts_at DateTime64(3, 'UTC'),
  ends_at Nullable(DateTime64(3, 'UTC')),
  paid_through Nullable(DateTime64(3, 'UTC')),
  renews_at Nullable(DateTime64(3, 'UTC')),
  notice_at Nullable(DateTime64(3, 'UTC')),
  cancelled_at Nullable(DateTime64(3, 'UTC')),   -- when the end was asked for
  cancel_kind Enum8('' = 0, 'voluntary' = 1, 'delinquent' = 2),
  paused_at Nullable(DateTime64(3, 'UTC')),
  resumes_at Nullable(DateTime64(3, 'UTC')),
  trial_ends_at Nullable(DateTime64(3, 'UTC')),
  past_due_since Nullable(DateTime64(3, 'UTC')),
  price Nullable(Int64),              -- per period, in smallest units, discount not taken off; null: not told
  currency LowCardinality(String),
  period Enum8('' = 0, 'day' = 1, 'week' = 2, 'month' = 3, 'quarter' = 4, 'semester' = 5, 'year' = 6),
  seats Nullable(UInt32),
  discount Nullable(Int64),           -- per period, in smallest units
  discount_ends_at Nullable(DateTime64(3, 'UTC')),
  effective_at DateTime64(3, 'UTC'),
  recorded_at DateTime64(3, 'UTC'),
  stamp UInt64
)
engine = ReplacingMergeTree(stamp)
order by (workspace_id, holder_kind, holder, contract, version);

-- Who is in a segment now: one row per segment, the latest revision holds; read with `final`.
create table segment_members (
  workspace_id UInt32,
  segment String,                     -- seg_…
  revision UInt64,
  at DateTime64(3, 'UTC'),
  customers AggregateFunction(groupBitmap, UInt32),
  accounts AggregateFunction(groupBitmap, UInt64)   -- sipHash64 of the account's id
)
engine = ReplacingMergeTree(revision)
order by (workspace_id, segment);

-- Every entry and exit. Grain: (segment, revision, unit).
create table segment_moves (
  workspace_id UInt32,
  segment String,
  revision UInt64,
  at DateTime64(3, 'UTC'),
  key UInt64,                         -- a customer's number, or sipHash64 of the account's id
  inside Bool                         -- entered, or left
)
engine = ReplacingMergeTree
order by (workspace_id, segment, key, revision);
