-- What is drawn together and shown to others: notes on dates, dashboards, and the links by which they are read.

create table notes (                                 -- what happened outside: a price rise, a TV spot, a closed store
  id text primary key,                               -- nte_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  first_day date not null,                           -- local days, both included
  last_day date not null check (last_day >= first_day),
  kind text not null,                                -- price, media …: words of the notes' slice
  text text not null,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null
);
create index notes_by_workspace on notes (workspace_id, first_day);

create table dashboards (
  id text primary key,                               -- dsh_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  title text not null,
  tiles jsonb not null default '[]',                 -- in their order; kept questions by id, never what they ask
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  removed_at timestamptz                             -- may be put back; its links answer nothing meanwhile
);
create index dashboards_by_workspace on dashboards (workspace_id, changed_at desc);

-- Who holds the token reads one dashboard without signing in. The token itself is nowhere: only its SHA-256.
create table dashboard_links (
  id text primary key,                               -- dlk_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  dashboard text not null references dashboards (id) on delete cascade,
  name text not null,                                -- for whom it was made, in the words of who made it
  hash bytea not null unique,
  created_at timestamptz not null,
  created_by text not null,
  expires_at timestamptz,                            -- null: until it is revoked
  last_used_at timestamptz,
  revoked_at timestamptz,
  revoked_by text
);
create index dashboard_links_by_dashboard on dashboard_links (dashboard);

do $$
declare name text;
begin
  foreach name in array array['notes', 'dashboards', 'dashboard_links'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
