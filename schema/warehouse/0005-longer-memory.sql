-- Every table remembers the tokens of its last 30,000 inserts instead of 10,000, so that what was cut half-way is told
-- apart from what is stored also where much comes in before it is repeated. At 400 ms between batches that is over
-- three hours. With all tables full of tokens the engine takes 50 MB more and starts up to 1 s later than with
-- 10,000; with 100,000 it would be 210 MB and 2 to 4 s.

alter table events modify setting non_replicated_deduplication_window = 30000;
alter table events_by_customer modify setting non_replicated_deduplication_window = 30000;
alter table message_ids modify setting non_replicated_deduplication_window = 30000;
alter table event_days modify setting non_replicated_deduplication_window = 30000;
alter table customer_events modify setting non_replicated_deduplication_window = 30000;
alter table trait_changes modify setting non_replicated_deduplication_window = 30000;
alter table memberships modify setting non_replicated_deduplication_window = 30000;
alter table account_trait_changes modify setting non_replicated_deduplication_window = 30000;
alter table marked_days modify setting non_replicated_deduplication_window = 30000;
alter table event_counts modify setting non_replicated_deduplication_window = 30000;
alter table customer_days modify setting non_replicated_deduplication_window = 30000;
