-- Workspaces, who may do what in them, keys, and what was done.
-- Row-level security: a transaction opened for one workspace sees only its rows; the house itself
-- (loading, upkeep) works with perdure.whole = 'on'. Applies to the owner too (force).

create table workspaces (
  number integer generated always as identity primary key, -- the workspace_id of every other table
  id text not null unique,                                 -- public: ws_…
  slug text not null unique,
  name text not null,
  timezone text not null,
  week_start text not null check (week_start in ('monday', 'sunday')),
  currency text not null,
  counting_unit text not null default 'customer' check (counting_unit in ('customer', 'account')),
  voice text not null default 'vous' check (voice in ('tu', 'vous')),
  smallest_difference numeric not null default 0.05,       -- share: the smallest difference that matters
  layout integer not null default 1,                       -- generation of the derived tables that answers read
  demo text,                                               -- which demo this is; null for a real one
  internal_rules jsonb not null default '[]',              -- whose traffic is internal
  created_at timestamptz not null default now()
);

create table sources (
  number integer generated always as identity primary key,
  workspace_id integer not null references workspaces (number) on delete cascade,
  name text not null,
  write_key text not null unique,                          -- public by nature: it may only write
  created_at timestamptz not null default now(),
  revoked_at timestamptz,
  last_event_at timestamptz
);

create table api_keys (
  id text primary key,                                     -- key_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  name text not null,
  hash bytea not null unique,                              -- SHA-256 of the secret
  hint text not null,                                      -- its last four characters
  scopes text[] not null,
  created_by text,
  created_at timestamptz not null default now(),
  expires_at timestamptz,
  last_used_at timestamptz,
  revoked_at timestamptz
);

create table audit_log (
  number bigint generated always as identity primary key,
  workspace_id integer references workspaces (number) on delete cascade,
  at timestamptz not null,
  actor text not null,                                     -- user:…, key:…, cli, system
  action text not null,                                    -- operation name
  subject text,
  before jsonb,
  after jsonb,
  address text,
  previous_hash bytea,
  hash bytea not null                                      -- SHA-256 over the previous hash and this row
);

do $$
declare name text;
begin
  foreach name in array array['sources', 'api_keys', 'audit_log'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;

-- A workspace knows of itself alone.
alter table workspaces enable row level security;
alter table workspaces force row level security;
create policy own_workspace on workspaces using (
  current_setting('perdure.whole', true) = 'on'
  or number = nullif(current_setting('perdure.workspace', true), '')::integer);
