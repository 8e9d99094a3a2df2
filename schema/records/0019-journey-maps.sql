-- Maps of the customers' journey as teams draw them: stages and steps, what live events each step is bound to, and what
-- people say of it by hand. A map that is changed gets a new version; earlier ones stay as they were.

create table journey_maps (
  id text primary key,                               -- jmp_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  name text not null,
  created_at timestamptz not null,
  created_by text not null,
  retired_at timestamptz                             -- removed from the list since then; it can be put back
);
create index journey_maps_by_workspace on journey_maps (workspace_id, created_at);

create table journey_map_versions (
  map text not null references journey_maps (id) on delete cascade,
  version integer not null check (version > 0),
  workspace_id integer not null references workspaces (number) on delete cascade,
  drawn jsonb not null,                              -- {stages: [{id, name, steps}], window, stays}
  restores integer,                                  -- the version it brought back; null where it was drawn anew
  created_at timestamptz not null,
  created_by text not null,
  primary key (map, version)
);

do $$
declare name text;
begin
  foreach name in array array['journey_maps', 'journey_map_versions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
