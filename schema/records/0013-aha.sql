-- What a team has settled as its customers' aha moment: so many of an event within so many days of a start. A definition
-- whose rule is changed gets a new version; earlier ones stay, so that an answer can say what it was counted by.

create table aha_definitions (
  id text primary key,                               -- aha_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  name text not null,
  product_owners text[] not null default '{}',       -- who answers for it on either side, as people call them
  marketing_owners text[] not null default '{}',
  note text not null default '',
  tell_apart jsonb,                                  -- {by, name}: the trait or start property that tells channels apart
  created_at timestamptz not null,
  created_by text not null,
  retired_at timestamptz                             -- since then not offered any more; answers by it stay possible
);
create index aha_definitions_by_workspace on aha_definitions (workspace_id, created_at);

create table aha_versions (
  definition text not null references aha_definitions (id) on delete cascade,
  version integer not null check (version > 0),
  workspace_id integer not null references workspaces (number) on delete cascade,
  start jsonb not null,                              -- {event, where}: what a customer begins with
  match jsonb not null,                              -- {event, where}: which events count
  times integer not null check (times > 0),
  days integer not null check (days > 0),            -- local days, the start's day being the first
  created_at timestamptz not null,
  created_by text not null,
  primary key (definition, version)
);

do $$
declare name text;
begin
  foreach name in array array['aha_definitions', 'aha_versions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
