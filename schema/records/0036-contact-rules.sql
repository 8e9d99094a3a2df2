-- When a workspace contacts people, and how often. A version is never changed; the latest holds. None: the preset of France.
create table contact_rules (
  workspace_id integer not null references workspaces (number) on delete cascade,
  version integer not null check (version > 0),
  rules jsonb not null,                              -- hours, caps, what becomes of what they hold back
  created_at timestamptz not null,
  created_by text not null,
  primary key (workspace_id, version)
);
alter table contact_rules enable row level security;
alter table contact_rules force row level security;
create policy own_workspace on contact_rules using (
  current_setting('perdure.whole', true) = 'on'
  or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer);
