-- What is in somebody's hands is found without reading all that waits.
create index intents_leased on intents (workspace_id, lease_until) where lease_until is not null;
comment on column intents.claimed_by is 'whose hands it is in: another name for every batch';
comment on column intents.attempts is 'how often it was tried to hand it over';
