-- In which order events arrived: of two at the same millisecond the one with the smaller `arrival` came first.
-- It is the instant of receipt in milliseconds times 4194304 (2^22), plus the position in the batch or the row of
-- the file. Rows stored before this migration have 0, and go by message id as they did.
-- Views are made anew and not altered: an altered view knows no token of before, until the engine starts again, and
-- what was cut would be stored twice.

alter table door add column if not exists position UInt64 default 0;
alter table door add column if not exists arrival UInt64
  default toUInt64(toUnixTimestamp64Milli(received_at)) * 4194304 + position;

alter table events add column if not exists arrival UInt64 default 0;
alter table events_by_customer add column if not exists arrival UInt64 default 0;

drop view if exists door_to_events;

create materialized view door_to_events to events as
select workspace_id, event, customer, time, message_id, type, user_id, anonymous_id, group_id, source, traffic,
  properties::JSON(max_dynamic_paths = 256) as properties, arrival
from door
where stage != 'derive' and customer != 0;

drop view if exists door_to_events_by_customer;

create materialized view door_to_events_by_customer to events_by_customer as
select workspace_id, customer, time, event, message_id, type, user_id, anonymous_id, group_id, source, traffic,
  properties, traits, context, original_time, sent_at, received_at, time_flag, made_id, batch, arrival
from door
where stage != 'derive';
