-- A day on which a customer did much is one entry of customer_days, not one per event: so the list grows with days.
-- An entry is the day (since 1970) plus 262144 (2^18) times (events − 1); above 8000 events there are several entries.
-- Rows stored before this migration hold the bare day once per event, which reads the same.
-- Views are made anew and not altered: an altered view knows no token of before, until the engine starts again, and
-- what was cut would be stored twice.

drop view if exists door_to_customer_days;

create materialized view door_to_customer_days to customer_days as
select workspace_id, layout, customer,
  groupArrayArray(arrayMap(part -> toInt32(on_day + 262144 * (least(events - 8000 * part, 8000) - 1)),
    range(toUInt64(ceil(events / 8000))))) as days
from (
  select workspace_id, layout, customer, toInt32(day) as on_day, toInt64(count()) as events
  from door
  where traffic = 'customer' and customer != 0
  group by workspace_id, layout, customer, on_day
)
group by workspace_id, layout, customer;
