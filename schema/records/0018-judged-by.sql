-- By what a batch was judged at its first try: what is sent again under the same token is then the same, whatever was
-- said about the team's traffic or approved of the plan meanwhile. Goes with the mark; null in marks of before.
alter table batches_in_hand add column rules jsonb;
alter table batches_in_hand add column plan_version integer; -- null beside rules: no plan was in force
