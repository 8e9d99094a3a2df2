-- What is sold and by which kind of retention it is judged, what else is known of a contract, and who looks after an account.

alter table contracts
  add column cancelled_at timestamptz,               -- when the end was asked for; it may lie before the end
  add column cancel_kind text check (cancel_kind in ('voluntary', 'delinquent')),
  add column paused_at timestamptz,
  add column resumes_at timestamptz,                 -- null while nobody knows
  add column trial_ends_at timestamptz,
  add column past_due_since timestamptz,
  add column mirrored boolean not null default false, -- this version stands in the warehouse too
  add column announced boolean not null default false, -- the event that it is, is on its way
  add column due_at timestamptz;                     -- when next something of it becomes an event: it resumes, it ends
create index contracts_to_mirror on contracts (workspace_id, contract, version) where not mirrored;
create index contracts_to_announce on contracts (workspace_id, contract, version) where not announced;
create index contracts_due on contracts (workspace_id, due_at) where due_at is not null;
create index contracts_by_offer on contracts (workspace_id, offer);
-- What was known before there were such events is no news.
update contracts set announced = true, due_at = case when ends_at > now() then ends_at end;

-- An offer is called as contracts call it. Changed, it gets a new version; answers say by which they judged.
create table offers (
  id text primary key,                               -- off_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  name text not null,
  created_at timestamptz not null,
  created_by text not null,
  retired_at timestamptz,
  unique (workspace_id, name)
);

create table offer_versions (
  offer text not null references offers (id) on delete cascade,
  version integer not null check (version > 0),
  workspace_id integer not null references workspaces (number) on delete cascade,
  kind text not null check (kind in ('continuous', 'discontinuous', 'intentional')),
  terms jsonb not null,                              -- value definition, season, term, grace, prices, entitlements, margin
  created_at timestamptz not null,
  created_by text not null,
  primary key (offer, version)
);

create table account_owners (                        -- which user looks after an account
  workspace_id integer not null references workspaces (number) on delete cascade,
  account text not null,
  owner text not null,                               -- usr_…, or a name as imported
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (workspace_id, account)
);

create table contract_requests (                     -- POST /api/contracts: what was asked under a key, and what came of it
  workspace_id integer not null references workspaces (number) on delete cascade,
  key text not null,
  fingerprint bytea not null,                        -- SHA-256 of the body
  answer jsonb not null,
  at timestamptz not null,
  primary key (workspace_id, key)
);
create index contract_requests_by_age on contract_requests (workspace_id, at);

do $$
declare name text;
begin
  foreach name in array array['offers', 'offer_versions', 'account_owners', 'contract_requests'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
