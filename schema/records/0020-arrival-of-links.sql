-- In which order links of browsers arrived, as the warehouse counts it (instant of receipt in milliseconds times 2^22,
-- plus the position in the batch or the row of the file): of two at the same millisecond the one with the smaller number
-- came first. Links of before this migration have 0, and go by message id as they did.
alter table device_links add column arrival numeric(20) not null default 0;
