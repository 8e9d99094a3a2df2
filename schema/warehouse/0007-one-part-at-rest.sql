-- What is kept by day comes to rest in one piece: once nothing new has come for ten minutes its parts are merged, so that
-- each day is one bitmap instead of one per part (a weekly grid over a year of 20 million events took 145 ms from eight
-- parts, 100 ms from one). These tables grow with customers and days, so merging them whole is cheap: 2 s of work for
-- event_days of 500,000 customers, 200 events and a year.

alter table event_days modify setting min_age_to_force_merge_seconds = 600;
alter table marked_days modify setting min_age_to_force_merge_seconds = 600;
alter table event_counts modify setting min_age_to_force_merge_seconds = 600;
alter table customer_days modify setting min_age_to_force_merge_seconds = 600;
