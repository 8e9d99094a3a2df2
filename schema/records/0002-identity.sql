-- Who is who. `customer` numbers are dense within a workspace and given here, never reused.

create table customer_numbers (                      -- the next free number, one row per workspace
  workspace_id integer primary key references workspaces (number) on delete cascade,
  next integer not null default 1,
  links integer not null default 0,                  -- grows with every new link of a browser
  version integer not null default 0                 -- grows when a number changes hands: what is remembered elsewhere is void
);

-- A known person (kind 'user') or a browser not yet known (kind 'anonymous') and the number its events carry.
create table identities (
  workspace_id integer not null references workspaces (number) on delete cascade,
  kind text not null check (kind in ('user', 'anonymous')),
  external_id text not null,
  customer integer not null,
  primary key (workspace_id, kind, external_id)
);
create index identities_by_customer on identities (workspace_id, customer);

-- From when on a browser's events belong to a known person (identify with both ids; alias of an anonymous id).
create table device_links (
  workspace_id integer not null references workspaces (number) on delete cascade,
  anonymous_id text not null,
  at timestamptz not null,
  message_id text not null,
  user_id text not null,
  undone_at timestamptz,
  primary key (workspace_id, anonymous_id, at, message_id)
);
create index device_links_by_user on device_links (workspace_id, user_id);

-- Two known ids are one person. Never deleted: undone.
create table merges (
  number bigint generated always as identity primary key,
  workspace_id integer not null references workspaces (number) on delete cascade,
  from_user text not null,
  into_user text not null,
  at timestamptz not null,
  message_id text not null,
  actor text not null,                               -- event, or who asked
  undone_at timestamptz,
  undone_by text,
  unique (workspace_id, from_user, into_user, message_id)
);
create index merges_by_into on merges (workspace_id, into_user);

-- Numbers no longer in use and what became of them; the those not yet moved are taken up by the next batch.
create table retirements (
  workspace_id integer not null references workspaces (number) on delete cascade,
  customer integer not null,
  batch bigint not null,
  successors integer[] not null,                     -- who holds its events now
  retired_at timestamptz not null,
  moved_at timestamptz,                              -- null until its events stand under the successors
  primary key (workspace_id, customer)
);

do $$
declare name text;
begin
  foreach name in array array['customer_numbers', 'identities', 'device_links', 'merges', 'retirements'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
