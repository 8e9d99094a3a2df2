-- Whether the records went down hard since: an unlogged table is empty after a crash, and as it was after an orderly end.
create unlogged table intent_epochs (
  workspace_id integer primary key references workspaces (number) on delete cascade,
  epoch text not null
);
alter table intent_epochs enable row level security;
alter table intent_epochs force row level security;
create policy own_workspace on intent_epochs using (
  current_setting('perdure.whole', true) = 'on'
  or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer);

alter table intents add column claimed_epoch text;   -- that of the workspace when it was claimed
