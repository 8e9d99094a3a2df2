-- By which rules phases of life are judged, what was learned of people's rhythms, and how far their keeping has come.

create table phase_rules (
  workspace_id integer not null references workspaces (number) on delete cascade,
  version integer not null check (version > 0),      -- of the workspace: the next rule of any offer gets the next one
  offer text not null,                               -- '': every offer without a rule of its own
  rule jsonb not null,
  holds_from timestamptz,                            -- null: it judges the whole past
  adopted_at timestamptz not null,
  adopted_by text not null,
  primary key (workspace_id, version)
);

-- How rhythms are spread among an offer's people, and the season that its visits show; the past stays judged by what was
-- known then.
create table phase_learned (
  workspace_id integer not null references workspaces (number) on delete cascade,
  offer text not null,
  learned_at timestamptz not null,
  population jsonb not null,
  season jsonb,
  primary key (workspace_id, offer, learned_at)
);

create table phase_keeping (
  workspace_id integer primary key references workspaces (number) on delete cascade,
  basis text,                                        -- what the lives that stand were computed by; null: nothing yet
  computing text,                                    -- what they are being computed by, in chunks
  next_customer integer not null default 1,          -- the chunks before this number are done
  of_customers integer not null default 0,
  due_at timestamptz,                                -- when time alone moves somebody; null: never
  fresh_at timestamptz,                              -- lives were right at this instant
  seen_at timestamptz                                -- when rhythms were last looked at
);

do $$
declare name text;
begin
  foreach name in array array['phase_rules', 'phase_learned', 'phase_keeping'] loop
    execute format('alter table %I enable row level security', name);
    execute format('alter table %I force row level security', name);
    execute format($p$create policy own_workspace on %I using (
      current_setting('perdure.whole', true) = 'on'
      or workspace_id = nullif(current_setting('perdure.workspace', true), '')::integer)$p$, name);
  end loop;
end $$;
