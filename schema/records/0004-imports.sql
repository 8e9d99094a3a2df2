-- Files that were imported, what became of their rows, and the contracts that came of subscriptions.

create table import_sources (                        -- the source under which a workspace's files are stored
  workspace_id integer primary key references workspaces (number) on delete cascade,
  source integer not null references sources (number) on delete cascade
);

create table uploads (                               -- files received from the web page, waiting to be imported
  id text primary key,                               -- up_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  name text not null,                                -- as the sender calls it
  path text not null,                                -- where it lies in the data folder
  bytes bigint not null,
  sample jsonb not null,                             -- how it is written, and its first rows
  received_at timestamptz not null
);

-- One file, once. accepted = stored + rejected + quarantined + duplicate, when done.
create table imports (
  number bigint generated always as identity primary key, -- part of the batch numbers of its events
  id text not null unique,                           -- imp_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  name text not null,
  path text not null,
  upload text references uploads (id) on delete set null,
  bytes bigint not null,
  source integer not null references sources (number),
  settled jsonb not null,                            -- how the file is read: kind, format, columns, mapping, dates, currency
  state text not null default 'waiting'
    check (state in ('waiting', 'reading', 'comparing', 'loading', 'done', 'failed', 'cancelling', 'cancelled')),
  chunk_rows integer not null,                       -- rows stored as one; fixed when it begins, so that it can go on
  staged boolean not null default false,             -- every row stands in the staging table
  rows_read bigint not null default 0,
  last_row bigint,                                   -- known once all is read
  accepted bigint not null default 0,
  stored bigint not null default 0,
  rejected bigint not null default 0,
  quarantined bigint not null default 0,
  duplicate bigint not null default 0,
  rows_per_second integer,
  seconds_left integer,
  trouble text,                                      -- why it failed
  asked_by text not null,
  created_at timestamptz not null,
  begun_at timestamptz,
  finished_at timestamptz
);
create index imports_by_workspace on imports (workspace_id, number desc);

-- A run of rows that is stored as one, the same after every crash.
create table import_chunks (
  workspace_id integer not null references workspaces (number) on delete cascade,
  import bigint not null references imports (number) on delete cascade,
  chunk integer not null,                            -- from 0; rows chunk × size + 1 … (chunk + 1) × size
  accepted bigint not null,
  stored bigint not null,
  rejected bigint not null,
  quarantined bigint not null,
  duplicate bigint not null,
  loaded_at timestamptz not null,
  primary key (workspace_id, import, chunk)
);

-- Chunks whose plain rows are stored, before they are counted: an import taken up again much later, when the engine
-- no longer knows the token of the insert, does not store them twice.
create table import_bulk_stored (
  workspace_id integer not null references workspaces (number) on delete cascade,
  import bigint not null references imports (number) on delete cascade,
  chunk integer not null,
  primary key (workspace_id, import, chunk)
);

create table import_rejects (                        -- the first 10,000 of an import; `imports.rejected` counts all
  workspace_id integer not null references workspaces (number) on delete cascade,
  import bigint not null references imports (number) on delete cascade,
  row bigint not null,                               -- as a spreadsheet counts: the first row is 1
  reason text not null,                              -- stable code: imports.bad_date …
  field text not null,
  expected text not null,
  got text not null,
  primary key (workspace_id, import, row)
);

-- What was agreed with a customer or an account. Never edited: each change is a version.
create table contracts (
  workspace_id integer not null references workspaces (number) on delete cascade,
  contract text not null,                            -- as the file names it, or made from its content
  version integer not null,                          -- 1, 2, 3 …
  holder_kind text not null check (holder_kind in ('customer', 'account')),
  holder text not null,                              -- the customer's user id, or the account's id
  offer text not null,
  starts_at timestamptz not null,
  ends_at timestamptz,                               -- null while nobody ended it
  paid_through timestamptz,
  renews_at timestamptz,
  notice_at timestamptz,
  price bigint,                                      -- per period, in smallest units of the currency
  currency text not null,                            -- ISO 4217
  period text check (period in ('day', 'week', 'month', 'quarter', 'semester', 'year')),
  seats integer,
  discount bigint,
  discount_ends_at timestamptz,
  details jsonb not null default '{}',
  effective_at timestamptz not null,                 -- from when on it holds
  recorded_at timestamptz not null,                  -- since when we know
  import bigint references imports (number) on delete set null,
  import_row bigint,
  primary key (workspace_id, contract, version)
);
create index contracts_by_holder on contracts (workspace_id, holder_kind, holder);

do $$
declare name text;
begin
  foreach name in array array['import_sources', 'uploads', 'imports', 'import_chunks', 'import_bulk_stored', 'import_rejects', 'contracts'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
