-- What was said of people and accounts, and who belongs to which account, know in which order they arrived too: of two
-- changes at the same millisecond the one with the smaller `arrival` came first (see 0003). Rows stored before this
-- migration have 0, and go by message id as they did.
-- Views are made anew and not altered: an altered view knows no token of before, until the engine starts again, and
-- what was cut would be stored twice.

alter table trait_changes add column if not exists arrival UInt64 default 0;
alter table account_trait_changes add column if not exists arrival UInt64 default 0;
alter table memberships add column if not exists arrival UInt64 default 0;

drop view if exists door_to_trait_changes;

create materialized view door_to_trait_changes to trait_changes as
select workspace_id, tupleElement(pair, 1) as trait, customer, time, message_id,
  if(JSONType(tupleElement(pair, 2)) = 'String', JSONExtractString(tupleElement(pair, 2)), tupleElement(pair, 2)) as value,
  tupleElement(pair, 3) as once, arrival
from (
  select workspace_id, customer, time, message_id, arrival,
    arrayConcat(
      arrayMap(p -> (p.1, p.2, false), arrayFilter(p -> p.1 != '$once', JSONExtractKeysAndValuesRaw(traits))),
      arrayMap(p -> (p.1, p.2, true), JSONExtractKeysAndValuesRaw(traits, '$once'))) as pairs
  from door
  where stage != 'derive' and type != 'group' and customer != 0 and traits != ''
)
array join pairs as pair;

drop view if exists door_to_memberships;

create materialized view door_to_memberships to memberships as
select workspace_id, customer, time, message_id, group_id as account, arrival
from door
where stage != 'derive' and customer != 0 and type = 'group' and group_id != '';

drop view if exists door_to_account_trait_changes;

create materialized view door_to_account_trait_changes to account_trait_changes as
select workspace_id, tupleElement(pair, 1) as trait, group_id as account, time, message_id,
  if(JSONType(tupleElement(pair, 2)) = 'String', JSONExtractString(tupleElement(pair, 2)), tupleElement(pair, 2)) as value,
  arrival
from (
  select workspace_id, group_id, time, message_id, arrival, JSONExtractKeysAndValuesRaw(traits) as pairs
  from door
  where stage != 'derive' and type = 'group' and group_id != '' and traits != ''
)
array join pairs as pair;
