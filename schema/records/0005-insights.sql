-- What people keep: lists of customers or accounts as they were found, and questions they ask again.

create table lists (
  id text primary key,                               -- lst_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  name text not null,
  unit text not null check (unit in ('customer', 'account')),
  customers integer[] not null default '{}',         -- numbers as they were then; retirements are followed on reading
  accounts text[] not null default '{}',
  size integer not null,
  source jsonb,                                      -- the question whose people these were
  created_at timestamptz not null,
  created_by text not null
);
create index lists_by_workspace on lists (workspace_id, created_at desc);

create table questions (
  id text primary key,                               -- qst_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  name text not null,
  operation text not null,                           -- retention.grid, retention.compare …
  ask jsonb not null,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null
);
create index questions_by_workspace on questions (workspace_id, changed_at desc);

do $$
declare name text;
begin
  foreach name in array array['lists', 'questions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
