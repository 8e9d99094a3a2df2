-- The plan of events: what is collected, why, for whom. Approved versions are never changed; a draft is worked on beside them.

alter table workspaces add column plan_version integer; -- the approved version by which arriving events are judged; null: none

-- The version by which a replay is judged: the same when the replay is cut and done again.
alter table set_aside add column plan_version integer;

create table plan_versions (
  workspace_id integer not null references workspaces (number) on delete cascade,
  version integer not null check (version > 0),
  body jsonb not null,                               -- {rules, questions, events}
  note text not null,                                -- what changed, in the words of who approved it
  changes integer not null,                          -- how many things differ from the version before
  approved_at timestamptz not null,                  -- judges what is received from then on
  approved_by text not null,
  primary key (workspace_id, version)
);

create table plan_drafts (
  workspace_id integer primary key references workspaces (number) on delete cascade,
  body jsonb not null,
  revision integer not null,                         -- grows with every change, so that nobody overwrites another's work
  based_on integer,                                  -- the version it was begun from; null where there was none
  changed_at timestamptz not null,
  changed_by text not null
);

create table plan_reviews (                          -- when somebody last looked whether an event is still worth collecting
  workspace_id integer not null references workspaces (number) on delete cascade,
  event text not null,
  reviewed_on date not null,
  reviewed_by text not null,
  primary key (workspace_id, event)
);

-- What the rules of the plan did to arriving events. No values: names and counts alone.
create table plan_findings (
  workspace_id integer not null references workspaces (number) on delete cascade,
  day date not null,                                 -- UTC day of loading
  event text not null,                               -- '' where a day has too many names
  property text not null,                            -- '' where it is about the event itself
  reason text not null,                              -- plan.unknown_event …
  did text not null check (did in ('flagged', 'fixed', 'quarantined', 'refused')),
  events bigint not null,
  last_at timestamptz not null,
  primary key (workspace_id, day, event, property, reason, did)
);

do $$
declare name text;
begin
  foreach name in array array['plan_versions', 'plan_drafts', 'plan_reviews', 'plan_findings'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
