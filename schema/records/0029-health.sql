-- By what the health of accounts (or customers) is judged, in versions; and what people who know them say of them.

create table health_templates (                      -- none: the template that comes with the product, version 0
  workspace_id integer not null references workspaces (number) on delete cascade,
  unit text not null check (unit in ('customer', 'account')),
  version integer not null check (version > 0),
  template jsonb not null,                           -- dimensions, bounds of the score, least coverage
  created_at timestamptz not null,
  created_by text not null,
  primary key (workspace_id, unit, version)
);

create table health_pulses (                         -- somebody's own impression, from 1 (bad) to 5 (very good)
  workspace_id integer not null references workspaces (number) on delete cascade,
  unit text not null check (unit in ('customer', 'account')),
  holder text not null,                              -- the customer's user id, or the account's id
  at timestamptz not null,
  value smallint not null check (value between 1 and 5),
  note text not null default '',
  said_by text not null,
  primary key (workspace_id, unit, holder, at)
);

do $$
declare name text;
begin
  foreach name in array array['health_templates', 'health_pulses'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
