-- What was done about whom needs attention: looked after, put off until a day, or given to somebody. Whoever it is about is
-- named by an id as it was received.

create table worklist_marks (
  id text not null,                                  -- wmk_…: one handling, of one or several findings of a person or account
  workspace_id integer not null references workspaces (number) on delete cascade,
  holder_kind text not null check (holder_kind in ('customer', 'account')),
  holder text not null,
  reason text not null,                              -- early_warning, renewal …
  occurrence text not null,                          -- which time: another one of the same reason is news
  mark text not null check (mark in ('done', 'snoozed')),
  until date,                                        -- of those put off: a local day on which they are back
  at timestamptz not null,
  by text not null,
  check ((mark = 'snoozed') = (until is not null)),
  primary key (workspace_id, id, reason, occurrence)
);
create index worklist_marks_by_holder on worklist_marks (workspace_id, holder_kind, holder);

create table worklist_assignees (
  workspace_id integer not null references workspaces (number) on delete cascade,
  holder_kind text not null check (holder_kind in ('customer', 'account')),
  holder text not null,
  assignee text not null,                            -- usr_…
  at timestamptz not null,
  by text not null,
  primary key (workspace_id, holder_kind, holder)
);

-- Renewals of the next weeks, among a million contracts.
create index contracts_renewing on contracts (workspace_id, coalesce(renews_at, paid_through))
  where period in ('quarter', 'semester', 'year') or notice_at is not null;
create index contracts_noticed on contracts (workspace_id, notice_at) where notice_at is not null;
create index contracts_past_due on contracts (workspace_id, past_due_since) where past_due_since is not null;

do $$
declare name text;
begin
  foreach name in array array['worklist_marks', 'worklist_assignees'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
