-- Erasures asked for and done. While one is under way it must know whom; afterwards only a salted hash is kept,
-- which proves on request that this person's erasure was carried out.
create table erasures (
  id text primary key,                               -- ers_…
  workspace_id integer not null references workspaces (number) on delete cascade,
  user_hash bytea not null,                          -- SHA-256 of id, NUL, user id
  person jsonb,                                      -- everything the person is known by; null once done
  asked_at timestamptz not null,
  asked_by text not null,
  done_at timestamptz,
  found jsonb                                        -- rows that held something, by what is held, before
);
alter table erasures enable row level security;
alter table erasures force row level security;
create policy own_workspace on erasures using (
  current_setting('perdure.whole', true) = 'on'
  or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer);
