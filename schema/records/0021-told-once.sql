-- The newest revision that a draft of the plan ever had in this workspace. A draft that is discarded or approved takes its
-- number along: who saw it cannot approve or discard another's by it.
alter table workspaces add column plan_revision integer not null default 0;
update workspaces
set plan_revision = drafts.revision
from plan_drafts as drafts
where drafts.workspace_id = workspaces.number;

-- Names of campaigns that look the same are the same, however their accents were typed: kept composed (NFC) from now on.
-- Of figures that were kept under both, those told last stay, as if they had been told again.
delete from campaign_days as one
using campaign_days as other
where one.workspace_id = other.workspace_id
  and one.day = other.day
  and normalize(one.campaign) = normalize(other.campaign)
  and normalize(one.channel) = normalize(other.channel)
  and (one.recorded_at, one.campaign, one.channel) < (other.recorded_at, other.campaign, other.channel);
update campaign_days
set campaign = normalize(campaign), channel = normalize(channel)
where campaign is not normalized
  or channel is not normalized;
