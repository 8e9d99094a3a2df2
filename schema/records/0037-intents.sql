-- What is to be said to people: each thing once, whoever decided it, with where it stands and how it got there.

create table intents (
  number bigint generated always as identity primary key,
  id text not null unique,                           -- int_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  origin_kind text not null check (origin_kind in ('journey', 'campaign', 'preference', 'test', 'api')),
  origin text not null,                              -- which journey, which campaign …
  origin_key text not null,                          -- of all that one says, this: put down again, it is the same
  id_kind text not null check (id_kind in ('user', 'anonymous')),
  person text not null,                              -- an id as received
  purpose text not null check (purpose in ('transactional', 'contractual', 'service', 'marketing', 'survey')),
  topic text not null default '',
  channels text[] not null check (cardinality(channels) > 0), -- in the order in which they are tried
  content jsonb not null,                            -- what is to be said
  data jsonb not null default '{}',                  -- what was known when it was decided
  priority smallint not null default 0,              -- higher goes first
  in_doubt text not null check (in_doubt in ('resend', 'leave')), -- when nobody knows whether it went out
  created_at timestamptz not null,
  expires_at timestamptz,
  state text not null default 'waiting' check (state in
    ('waiting', 'passed', 'handing_over', 'sent', 'delivered', 'bounced', 'complained', 'refused', 'failed', 'uncertain')),
  channel text,                                      -- the one that is tried, or by which it went
  reason text,                                       -- why it waits, or is not sent
  detail text,
  due_at timestamptz,                                -- when it is looked at next; null: never again
  claimed_by text,                                   -- whose hands it is in
  claimed_at timestamptz,
  lease_until timestamptz,                           -- until when
  attempts smallint not null default 0,              -- hand-overs that were begun
  handed_at timestamptz,                             -- when the last one was; caps count it
  provider text,
  provider_id text,                                  -- by which the provider knows it
  unique (workspace_id, origin_kind, origin, origin_key)
);
create index intents_due on intents (workspace_id, priority desc, due_at, number) where due_at is not null;
create index intents_by_person on intents (workspace_id, person, handed_at) where handed_at is not null;
create index intents_about on intents (workspace_id, id_kind, person, number);
create index intents_by_provider on intents (workspace_id, provider_id) where provider_id is not null;
create index intents_shown on intents (workspace_id, number);

create table intent_trail (
  number bigint generated always as identity primary key,
  workspace_id integer not null references workspaces (number) on delete cascade,
  intent text not null references intents (id) on delete cascade,
  at timestamptz not null,
  state text not null,
  channel text,
  reason text,
  detail text,
  announced boolean not null default false
);
create index intent_trail_of on intent_trail (intent, number);
create index intent_trail_to_announce on intent_trail (workspace_id, number) where not announced;

do $$
declare name text;
begin
  foreach name in array array['intents', 'intent_trail'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
