-- Ids and accounts of what was stored before these tables were kept (0008); what events said since takes its place.

insert into people_ids (workspace_id, user_id, customer, stamp) settings insert_deduplication_token = '0010-people'
select workspace_id, user_id, argMax(customer, received_at), 1
from events_by_customer
where customer != 0 and user_id != ''
  and (workspace_id, customer) not in (select workspace_id, customer from retired)
group by workspace_id, user_id;

insert into known_accounts (workspace_id, account, first_time, last_own) settings insert_deduplication_token = '0010-accounts'
select workspace_id, group_id, min(time), maxIf(time, traffic = 'customer' and not startsWith(event, 'perdure.'))
from events_by_customer
where group_id != ''
group by workspace_id, group_id;
