-- What one unit of a currency was worth in another on a day, as a workspace imported it. A day told again takes the place
-- of what was told before.
create table currency_rates (
  workspace_id integer not null references workspaces (number) on delete cascade,
  from_currency text not null check (from_currency ~ '^[A-Z]{3}$'),
  to_currency text not null check (to_currency ~ '^[A-Z]{3}$' and to_currency <> from_currency),
  day date not null,
  rate numeric(24, 12) not null check (rate > 0),
  source text not null,
  recorded_at timestamptz not null,
  recorded_by text not null,
  primary key (workspace_id, from_currency, to_currency, day)
);

alter table currency_rates enable row level security;
alter table currency_rates force row level security;
create policy own_workspace on currency_rates using (
  current_setting('perdure.whole', true) = 'on'
  or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer);
