-- What is to be done about a person or an account, and what people note of them. They are named by an id as it was received.

create table tasks (
  id text primary key,                               -- tsk_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  holder_kind text check (holder_kind in ('customer', 'account')),
  holder text,                                       -- null: about nobody in particular
  title text not null,
  due_on date,                                       -- a local day
  assignee text,                                     -- usr_…
  state text not null check (state in ('open', 'doing', 'done', 'dropped')),
  outcome text not null default '',                  -- what came of it
  source text not null default 'hand',               -- what opened it: hand, promise …
  source_id text not null,                           -- which one; what opened a task opens no second one
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  ended_at timestamptz,
  check ((holder is null) = (holder_kind is null)),
  unique (workspace_id, source, source_id)
);
create index tasks_by_holder on tasks (workspace_id, holder_kind, holder);
create index tasks_in_hand on tasks (workspace_id, due_on) where state in ('open', 'doing');

create table remarks (
  id text primary key,                               -- rmk_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  holder_kind text not null check (holder_kind in ('customer', 'account')),
  holder text not null,
  text text not null,
  created_at timestamptz not null,
  created_by text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  removed_at timestamptz                             -- may be put back for a day, then it is gone
);
create index remarks_by_holder on remarks (workspace_id, holder_kind, holder);

do $$
declare name text;
begin
  foreach name in array array['tasks', 'remarks'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
