-- Who holds the lock on who is who, merges asked for by hand, and what a rebuild left out.

-- The latest hold of a workspace's identity lock. Whoever lost its connection, and with it the lock, finds another
-- value here and stops. A random value: one that a crash of PostgreSQL took back can never come again.
create table identity_holds (
  workspace_id integer primary key references workspaces (number) on delete cascade,
  hold text not null
);

-- Merges asked for by hand, or to be taken back, until they are carried out: chores name only their numbers, so that
-- the ids of people stand where an erasure finds them.
create table identity_asks (
  number bigint generated always as identity primary key,
  workspace_id integer not null references workspaces (number) on delete cascade,
  id text not null,                                  -- mrg_…: names the merge
  from_user text,
  into_user text,
  merge bigint,                                      -- which merge is to be taken back; null where one is to be made
  actor text not null,                               -- who asked
  asked_at timestamptz not null,
  unique (workspace_id, id)
);

do $$
declare name text;
begin
  foreach name in array array['identity_holds', 'identity_asks'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;

-- Numbers given up that a layout was built without: only these may be swept once answers read it. Null for layouts
-- of before this was kept.
alter table rebuilds add column left_out integer[];
