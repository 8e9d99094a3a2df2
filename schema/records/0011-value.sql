-- What "active" means in a workspace: definitions that count value, not log-ins. A definition that is changed gets a new
-- version; earlier ones stay, so that an answer can say what it was counted by.

create table value_definitions (
  id text primary key,                               -- val_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  name text not null,
  offer text,                                        -- the offer it is about, as people call it; null: all
  created_at timestamptz not null,
  created_by text not null,
  retired_at timestamptz                             -- since then not offered any more; answers by it stay possible
);
create index value_definitions_by_workspace on value_definitions (workspace_id, created_at);

create table value_versions (
  definition text not null references value_definitions (id) on delete cascade,
  version integer not null check (version > 0),
  workspace_id integer not null references workspaces (number) on delete cascade,
  match jsonb not null,                              -- {event, where}: which events count
  rule jsonb not null,                               -- {kind: times, times} or {kind: quantity, property, quantity}
  period text not null check (period in ('day', 'week', 'month')),
  presence_only boolean not null,                    -- kept although it counts mere presence, such as a log-in
  created_at timestamptz not null,
  created_by text not null,
  primary key (definition, version)
);

create table value_defaults (
  workspace_id integer primary key references workspaces (number) on delete cascade,
  definition text not null references value_definitions (id) on delete cascade
);

do $$
declare name text;
begin
  foreach name in array array['value_definitions', 'value_versions', 'value_defaults'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
