-- What became of every accepted event: accepted = stored + rejected + quarantined + duplicate.
-- One row per batch, workspace and source, so that a batch repeated after a crash counts once.
create table load_counts (
  batch bigint not null,
  workspace_id integer not null references workspaces (number) on delete cascade,
  source integer not null,
  accepted integer not null,
  stored integer not null,
  rejected integer not null,
  quarantined integer not null,
  duplicate integer not null,
  loaded_at timestamptz not null,
  primary key (workspace_id, source, batch)
);

-- Batches whose storing was begun: what rebuilds, moves or erases waits until a half-stored one is whole.
create table batches_in_hand (
  workspace_id integer not null references workspaces (number) on delete cascade,
  batch bigint not null,
  primary key (workspace_id, batch)
);

-- Events that could not be stored as they came, kept whole with the reason, to be mended and replayed.
create table set_aside (
  id bigint generated always as identity primary key,
  workspace_id integer not null references workspaces (number) on delete cascade,
  source integer not null,
  batch bigint not null,
  position integer not null,
  kind text not null check (kind in ('rejected', 'quarantined')),
  reason text not null,                              -- stable code: intake.event_too_large …
  field text,
  expected text not null,
  got text,
  event bytea not null,                              -- as received
  shape text not null,                               -- how to read it again
  mended bytea,                                      -- as corrected by hand
  received_at timestamptz not null,
  sent_at timestamptz,                               -- by the client's clock
  state text not null default 'open' check (state in ('open', 'replaying', 'replayed', 'discarded')),
  decided_at timestamptz,
  decided_by text,
  unique (workspace_id, batch, position)
);
create index set_aside_open on set_aside (workspace_id, state, id desc);

-- Chores on derived tables: a rebuild fills the next layout, then answers turn to it.
create table rebuilds (
  id bigint generated always as identity primary key,
  workspace_id integer not null references workspaces (number) on delete cascade,
  layout integer not null,
  reason text not null,
  asked_at timestamptz not null,
  begun_at timestamptz,
  finished_at timestamptz
);

do $$
declare name text;
begin
  foreach name in array array['load_counts', 'batches_in_hand', 'set_aside', 'rebuilds'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
