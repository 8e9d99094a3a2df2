-- What a newcomer is supposed to do, step by step, and what counts as having left. A declaration that is changed gets a
-- new version; earlier ones stay, so that an answer can say what it was counted by.

create table onboardings (
  id text primary key,                               -- onb_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  name text not null,
  created_at timestamptz not null,
  created_by text not null,
  retired_at timestamptz                             -- since then not offered any more; answers by it stay possible
);
create index onboardings_by_workspace on onboardings (workspace_id, created_at);

create table onboarding_versions (
  onboarding text not null references onboardings (id) on delete cascade,
  version integer not null check (version > 0),
  workspace_id integer not null references workspaces (number) on delete cascade,
  declared jsonb not null,                           -- {start, steps: [{name, done, failed}], windowDays, departure}
  created_at timestamptz not null,
  created_by text not null,
  primary key (onboarding, version)
);

do $$
declare name text;
begin
  foreach name in array array['onboardings', 'onboarding_versions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
