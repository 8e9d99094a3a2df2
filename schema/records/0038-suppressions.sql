-- Addresses that nothing is sent to: they bounced, complained, or said stop. Kept by fingerprint, so that they stay known when
-- whoever has them is erased.

create table suppression_salts (
  workspace_id integer primary key references workspaces (number) on delete cascade,
  salt bytea not null
);

create table suppressions (
  workspace_id integer not null references workspaces (number) on delete cascade,
  kind text not null check (kind in ('email', 'phone', 'push')), -- SMS, WhatsApp and calls share a number
  print bytea not null,                              -- SHA-256 of the salt and the address in its plain form
  shown text not null,                               -- j…@example.org; empty once its owner is erased
  reason text not null check (reason in ('hard_bounce', 'soft_bounces', 'complaint', 'stop', 'gone', 'by_hand')),
  detail text not null default '',
  since timestamptz not null,
  told_by text not null,                             -- a provider, a mailbox, a reply, usr_…
  lifted_at timestamptz,
  lifted_by text,
  primary key (workspace_id, kind, print)
);
create index suppressions_in_force on suppressions (workspace_id, since) where lifted_at is null;

do $$
declare name text;
begin
  foreach name in array array['suppression_salts', 'suppressions'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
