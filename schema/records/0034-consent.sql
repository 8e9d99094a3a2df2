-- What people allow and refuse, by channel and purpose: rows are added, none is changed. They name a person by an id as received.

create table consent_topics (                        -- what people may choose among: a newsletter, offers, events
  workspace_id integer not null references workspaces (number) on delete cascade,
  topic text not null,                               -- as rows name it
  fr text not null,
  en text not null,
  created_at timestamptz not null,
  created_by text not null,
  primary key (workspace_id, topic)
);

create table consents (
  number bigint generated always as identity primary key, -- within a workspace in the order in which they were recorded
  workspace_id integer not null references workspaces (number) on delete cascade,
  id text not null,                                  -- con_…
  id_kind text not null check (id_kind in ('user', 'anonymous')),
  person text not null,                              -- the id it was recorded under
  also text[] not null default '{}',                 -- other user ids that were the same person's then
  channel text not null
    check (channel in ('email', 'sms', 'whatsapp', 'web_push', 'in_app', 'phone', 'post')),
  purpose text not null check (purpose in ('marketing', 'service', 'survey', 'tracking')),
  topic text not null default '',                    -- '': all topics
  state text not null check (state in ('granted', 'pending', 'withdrawn', 'objected')),
  basis text check (basis in ('consent', 'existing_customer', 'legitimate_interest', 'contract')),
  proof_text text not null,                          -- what was shown or read out
  proof_version text not null,
  proof_source text not null,                        -- where it came from: a form, a call, a file
  proof_address cidr,                                -- /24 or /48
  given_at timestamptz not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  request text,                                      -- under which it was told, and the SHA-256 of all that was told with it
  request_hash bytea,
  row_hash bytea not null,                           -- SHA-256 of what it says: told again, it is the same row
  announced boolean not null default false,
  check ((basis is null) = (state in ('withdrawn', 'objected'))),
  unique (workspace_id, id),
  unique (workspace_id, row_hash)
);
create index consents_by_person on consents (workspace_id, id_kind, person);
create index consents_by_other_ids on consents using gin (also) where also <> '{}';
create index consents_by_request on consents (workspace_id, request) where request is not null;
create index consents_to_announce on consents (workspace_id, number) where not announced;

do $$
declare name text;
begin
  foreach name in array array['consent_topics', 'consents'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
