-- Since when the dates of a kept question stand as they are, so that tiles move them from there: another name changes nothing of it.
alter table questions add column dated_at timestamptz;    -- null: since it was made
update questions
set dated_at = changed_at
where changed_at <> created_at;
