-- Demo workspaces: what each was made from, and how far that is. Made once; a removed one does not come back by itself.
create table demos (
  kind text primary key,                             -- gym, streaming, b2b, ski
  workspace_id integer unique references workspaces (number) on delete set null,
  source integer,                                    -- the source under which its events stand
  ends_at timestamptz not null,                      -- its "now", fixed on the first load
  language text not null check (language in ('fr', 'en')),
  recipe integer not null,                           -- edition of the generator: a half-made demo of another edition starts anew
  loaded_at timestamptz,
  removed_at timestamptz
);

-- Of the whole installation: only the house itself reads it.
alter table demos enable row level security;
alter table demos force row level security;
create policy whole_only on demos using (current_setting('perdure.whole', true) = 'on');
