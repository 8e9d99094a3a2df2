-- What campaigns cost and what came of them before anybody was a customer, day by day, as imported from elsewhere. A row
-- told again replaces the former one; what it replaced stands in the audit log.

create table campaign_days (
  workspace_id integer not null references workspaces (number) on delete cascade,
  campaign text not null check (campaign <> ''),
  channel text not null default '',                  -- '': none was told
  day date not null,
  currency text not null,                            -- ISO 4217, of the cost
  cost bigint check (cost >= 0),                     -- whole cents (smallest units); null here and below: not told, never 0
  impressions bigint check (impressions >= 0),
  clicks bigint check (clicks >= 0),
  sends bigint check (sends >= 0),
  replies bigint check (replies >= 0),
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (workspace_id, campaign, channel, day)
);
create index campaign_days_by_day on campaign_days (workspace_id, day);

alter table campaign_days enable row level security;
alter table campaign_days force row level security;
create policy own_workspace on campaign_days using (
  current_setting('perdure.whole', true) = 'on'
  or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer);
