-- A question that was deleted may be put back under its id for some days: tiles know it by that.
alter table questions add column removed_at timestamptz;
