-- Live rules about customers or accounts, and each move into and out of them: written down before it is told to the
-- warehouse or announced as an event, so that a crash between the two loses and doubles nothing.

create table segments (
  id text primary key,                               -- seg_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  name text not null,
  unit text not null check (unit in ('customer', 'account')),
  created_at timestamptz not null,
  created_by text not null,
  retired_at timestamptz,
  revision bigint not null default 0,                -- of its members; grows with every move
  judged_by integer,                                 -- the version of the rule that its members were found by; null: not yet
  size integer not null default 0,
  kept_since timestamptz,                            -- when its members were first told; null: not yet
  fresh_at timestamptz,                              -- its members were right at this instant
  pending boolean not null default false,            -- something arrived that may move somebody
  due_at timestamptz,                                -- when it is counted next
  layout integer,                                    -- generation of the derived tables its members were found by
  failed_by integer,                                 -- the version that could not be judged: not tried again before due_at
  fault text                                         -- why it cannot be kept at present: a refusal's code
);
create index segments_by_workspace on segments (workspace_id, created_at);

create table segment_looks (                         -- segments that nothing was due for were right at this instant
  workspace_id integer primary key references workspaces (number) on delete cascade,
  looked_at timestamptz not null
);

create table segment_versions (
  segment text not null references segments (id) on delete cascade,
  version integer not null check (version > 0),
  workspace_id integer not null references workspaces (number) on delete cascade,
  rule jsonb not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (segment, version)
);

create table segment_moves (
  segment text not null references segments (id) on delete cascade,
  revision bigint not null,
  workspace_id integer not null references workspaces (number) on delete cascade,
  at timestamptz not null,
  version integer not null,                          -- of the rule
  announces boolean not null,                        -- false where the rule moved people, not what they did
  entered bigint[] not null,
  gone bigint[] not null,
  entered_accounts text[] not null default '{}',
  gone_accounts text[] not null default '{}',
  stored_at timestamptz,                             -- it stands in the warehouse
  announced_at timestamptz,                          -- its events were accepted
  primary key (segment, revision)
);
create index segment_moves_in_hand on segment_moves (workspace_id) where stored_at is null or announced_at is null;

create table own_sources (                           -- the source under which what Perdure itself does is stored
  workspace_id integer primary key references workspaces (number) on delete cascade,
  source integer not null references sources (number) on delete cascade
);

-- Up to where each keeper has looked at what arrived.
create table kept_until (
  workspace_id integer not null references workspaces (number) on delete cascade,
  keeper text not null,
  mark timestamptz not null,
  primary key (workspace_id, keeper)
);

do $$
declare name text;
begin
  foreach name in array array['segments', 'segment_looks', 'segment_versions', 'segment_moves', 'own_sources', 'kept_until'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
