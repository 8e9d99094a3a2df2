-- Why each customer bought and how far they are, what was promised to them and what became of it, and what is worth
-- celebrating. Whoever one of these is about is named by an id as it was received, never by a number: a person of several
-- ids is found by each of them.

create table goals (                                 -- what customers come for: « réduire les délais »
  id text primary key,                               -- gol_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  name text not null,
  unit text not null check (unit in ('customer', 'account')),
  created_at timestamptz not null,
  created_by text not null,
  retired_at timestamptz                             -- offered no more; whoever has it keeps it
);
create index goals_by_workspace on goals (workspace_id, created_at);

create table goal_versions (
  goal text not null references goals (id) on delete cascade,
  version integer not null check (version > 0),
  workspace_id integer not null references workspaces (number) on delete cascade,
  told_as text[] not null default '{}',              -- what customers or files call it, in small letters
  actions jsonb not null,                            -- the leading actions, in their order: name, match, times, days
  ordered boolean not null,                          -- an action counts after the one before it
  counts text not null check (counts in ('ever', 'since')), -- what was done before the goal was told counts, or not
  created_at timestamptz not null,
  created_by text not null,
  primary key (goal, version)
);

-- Where customers' goals are told: a trait, and a property of an event that bears their answer.
create table goal_sources (
  workspace_id integer not null references workspaces (number) on delete cascade,
  unit text not null check (unit in ('customer', 'account')),
  trait text,
  answer jsonb,                                      -- {match, property}
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (workspace_id, unit)
);

-- Goals set by hand. Nothing is edited: the latest row of a person or account holds, and without a goal it lets go.
create table goal_settings (
  number bigint generated always as identity primary key,
  workspace_id integer not null references workspaces (number) on delete cascade,
  holder_kind text not null check (holder_kind in ('customer', 'account')),
  holder text not null,                              -- an id as received
  goal text references goals (id) on delete cascade,
  at timestamptz not null,
  by text not null
);
create index goal_settings_by_holder on goal_settings (workspace_id, holder_kind, holder, number);

create table promises (
  id text primary key,                               -- prm_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  holder_kind text not null check (holder_kind in ('customer', 'account')),
  holder text not null,                              -- an id as received
  source text not null check (source in ('hand', 'event')),
  reference text not null,                           -- what tells one promise to a holder from another
  what text not null,
  made_on date not null,                             -- local days
  due_on date not null check (due_on >= made_on),
  promised numeric(38, 6) check (promised > 0),      -- a quantity; null where only the day was promised
  unit text not null default '',
  kept_on date check (kept_on >= made_on),
  actual numeric(38, 6),
  recorded_at timestamptz not null,
  recorded_by text not null,
  kept_at timestamptz,                               -- when we were told that it was kept
  kept_by text,
  withdrawn_at timestamptz,                          -- recorded by mistake; may be put back
  unique (workspace_id, holder_kind, holder, source, reference)
);
create index promises_by_due on promises (workspace_id, due_on) where withdrawn_at is null;

create table promise_events (                        -- by which events promises are told; one row per workspace
  workspace_id integer primary key references workspaces (number) on delete cascade,
  names jsonb not null,
  changed_at timestamptz not null,
  changed_by text not null
);

create table milestones (
  id text primary key,                               -- mls_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  name text not null,
  claimable boolean not null,                        -- whoever reached it may claim something for it, once
  created_at timestamptz not null,
  created_by text not null,
  retired_at timestamptz,
  looked_version integer not null default 0,         -- up to which version everybody was looked at
  looked_day date                                    -- and on which local day
);
create index milestones_by_workspace on milestones (workspace_id, created_at);

create table milestone_versions (
  milestone text not null references milestones (id) on delete cascade,
  version integer not null check (version > 0),
  workspace_id integer not null references workspaces (number) on delete cascade,
  rule jsonb not null,
  created_at timestamptz not null,                   -- what was reached before is not announced
  created_by text not null,
  primary key (milestone, version)
);

-- Who reached a milestone and was, or is to be, told: written down before it is announced, so that it is told once.
create table milestones_reached (
  milestone text not null references milestones (id) on delete cascade,
  holder text not null,                              -- an id of the person as received
  workspace_id integer not null references workspaces (number) on delete cascade,
  customer integer not null,                         -- the number at that time
  version integer not null,
  reached_at timestamptz not null,
  found_at timestamptz not null,
  announced_at timestamptz,
  claimed_at timestamptz,
  claimed_by text,
  primary key (milestone, holder)
);
create index milestones_reached_by_holder on milestones_reached (workspace_id, holder);
create index milestones_to_announce on milestones_reached (workspace_id) where announced_at is null;

do $$
declare name text;
begin
  foreach name in array array['goals', 'goal_versions', 'goal_sources', 'goal_settings', 'promises', 'promise_events',
    'milestones', 'milestone_versions', 'milestones_reached'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
