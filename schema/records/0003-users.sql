-- People who sign in, their seats in workspaces, the links they are sent. What signs them in (users, user_credentials,
-- user_sessions, user_verifications, user_totp) is written by better-auth through our adapter, in these tables of ours.

create table users (
  id text primary key,                                     -- usr_…
  name text not null,
  email text not null unique check (email = lower(email)),
  email_verified boolean not null default false,
  image text,
  two_factor_enabled boolean not null default false,
  language text not null default 'fr' check (language in ('fr', 'en')),
  installation_admin boolean not null default false,       -- may do everything in every workspace
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);

create table user_credentials (                            -- better-auth's "account": here always a password
  id text primary key,
  user_id text not null references users (id) on delete cascade,
  account_id text not null,
  provider_id text not null,
  password text,                                           -- $argon2id$…
  access_token text,
  refresh_token text,
  id_token text,
  access_token_expires_at timestamptz,
  refresh_token_expires_at timestamptz,
  scope text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  unique (provider_id, account_id)
);
create index user_credentials_by_user on user_credentials (user_id);

create table user_sessions (
  id text primary key,
  user_id text not null references users (id) on delete cascade,
  token text not null unique,                              -- worth nothing without its signature by PERDURE_SECRET
  expires_at timestamptz not null,
  ip_address text,
  user_agent text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index user_sessions_by_user on user_sessions (user_id);

create table user_verifications (                          -- half-done sign-ins that wait for a code
  id text primary key,
  identifier text not null,
  value text not null,
  expires_at timestamptz not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create index user_verifications_by_identifier on user_verifications (identifier);

create table user_totp (
  id text primary key,
  user_id text not null unique references users (id) on delete cascade,
  secret text not null,                                    -- encrypted under PERDURE_SECRET
  backup_codes text not null,                              -- encrypted under PERDURE_SECRET
  verified boolean not null default false,
  failed_verification_count integer not null default 0,
  locked_until timestamptz
);

create table used_totp_codes (                             -- a code counts once, also within its half minute
  user_id text not null references users (id) on delete cascade,
  code_hash bytea not null,
  used_at timestamptz not null,
  primary key (user_id, code_hash)
);

create table members (
  workspace_id integer not null references workspaces (number) on delete cascade,
  user_id text not null references users (id) on delete cascade,
  role text not null check (role in ('viewer', 'editor', 'admin')),
  created_at timestamptz not null default now(),
  primary key (workspace_id, user_id)
);
create index members_by_user on members (user_id);

-- One-time links. The token itself is nowhere: only its SHA-256.
create table links (
  id text primary key,                                     -- lnk_…
  kind text not null check (kind in ('setup', 'invitation', 'reset')),
  hash bytea not null unique,
  workspace_id integer references workspaces (number) on delete cascade,  -- invitations
  role text check (role in ('viewer', 'editor', 'admin')),                -- invitations
  email text,                                              -- invitations: who is invited
  user_id text references users (id) on delete cascade,    -- resets: whose password
  created_by text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index links_by_workspace on links (workspace_id) where workspace_id is not null;

-- Failed sign-ins within a window, by account and by address (hashed: this is no log of who tried).
create table sign_in_failures (
  subject bytea primary key,
  since timestamptz not null,
  failures integer not null
);

alter table members enable row level security;
alter table members force row level security;
create policy own_workspace on members using (
  current_setting('perdure.whole', true) = 'on'
  or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer);

alter table links enable row level security;
alter table links force row level security;
create policy own_workspace on links using (
  current_setting('perdure.whole', true) = 'on'
  or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer);

-- The audit log grows and nothing else; it goes only with its whole workspace.
create index audit_log_by_workspace on audit_log (workspace_id, number);

create function refuse_audit_change() returns trigger language plpgsql as $$
begin
  if tg_op = 'DELETE' and old.workspace_id is not null
     and not exists (select from workspaces where number = old.workspace_id) then
    return old;
  end if;
  raise exception 'audit_log is append-only';
end $$;
create trigger audit_log_append_only before update or delete on audit_log
  for each row execute function refuse_audit_change();
create trigger audit_log_no_truncate before truncate on audit_log
  for each statement execute function refuse_audit_change();
