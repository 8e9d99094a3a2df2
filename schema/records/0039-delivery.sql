-- As whom a workspace writes; and, while no provider is set, what would have gone out.

create table senders (
  workspace_id integer primary key references workspaces (number) on delete cascade,
  name text not null,                                -- as readers see it
  address text not null,
  reply_to text not null default '',
  postal text not null default '',                   -- who writes, as the law asks: name and postal address
  changed_at timestamptz not null,
  changed_by text not null
);

create table outbox (
  workspace_id integer not null references workspaces (number) on delete cascade,
  intent text primary key references intents (id) on delete cascade,
  channel text not null,
  address text not null,
  rendered jsonb not null,
  at timestamptz not null
);

do $$
declare name text;
begin
  foreach name in array array['senders', 'outbox'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
