-- Which scores are told of people and of accounts, by what they are called, and when they were judged last. The scores
-- themselves stand in the warehouse.

create table published_scores (
  workspace_id integer not null references workspaces (number) on delete cascade,
  unit text not null check (unit in ('customer', 'account')),
  family text not null,                              -- health
  scores jsonb not null,                             -- [{"score": "health.depth", "name": {"fr": …, "en": …}, "number": false}]
  judged_at timestamptz,                             -- they were right at this instant; null: not yet
  tried_at timestamptz not null,
  took_ms integer not null,                          -- how long judging took
  judged_by text not null,                           -- fingerprint of the rules
  pending boolean not null default false,            -- something arrived since that may change them
  fault text,                                        -- why they could not be judged: a refusal's code
  primary key (workspace_id, unit, family)
);

do $$
begin
  alter table published_scores enable row level security;
  alter table published_scores force row level security;
  create policy own_workspace on published_scores using (
    current_setting('perdure.whole', true) = 'on'
    or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer);
end $$;
