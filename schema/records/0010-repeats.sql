-- Changes asked for under an Idempotency-Key, so that a repeat is answered alike and done once. Kept for a day. The
-- answer may hold a new key or a person's ids: it is encrypted under the Idempotency-Key itself, which is kept nowhere.
create table asked_changes (
  workspace_id integer not null references workspaces (number) on delete cascade,
  key_hash bytea not null,                           -- SHA-256 of asker, NUL, Idempotency-Key
  asked_hash bytea not null,                         -- SHA-256 of operation, NUL, input: another one is refused
  asked_at timestamptz not null,
  answer bytea,                                      -- nonce, tag and text; null until it is answered
  primary key (workspace_id, key_hash)
);
create index asked_changes_by_age on asked_changes (asked_at);

alter table asked_changes enable row level security;
alter table asked_changes force row level security;
create policy own_workspace on asked_changes using (
  current_setting('perdure.whole', true) = 'on'
  or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer);
