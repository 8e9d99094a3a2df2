import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { nothing, type Sql, sql } from '#src/basics/sql.ts';
import { dateText, dayNumber } from '#src/customers/calendar/index.ts';
import type { Campaigns, CountName, RemoveAsk } from './import-ask.ts';
import { type CampaignDay, nameIn } from './rows.ts';

const dayColumns: Sql = sql`campaign, channel, day, currency, cost, impressions, clicks, sends, replies`;

/** What is kept of the same campaigns and days, of whichever channel. Grain: a channel of a campaign's day. */
export const keptOf = (days: readonly CampaignDay[]): Sql<CampaignDay> => sql<CampaignDay>`
  select ${dayColumns}
  from campaign_days
  where (campaign, day) in (
    select told.campaign, told.day
    from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as told(campaign text, day date)
  )`;

/** Keeps rows in the place of those with the same campaign, channel and day. */
export const upserted = (
  workspace: number,
  days: readonly CampaignDay[],
  { at, by }: { readonly at: Date; readonly by: string },
): Sql => sql`
  insert into campaign_days (
    workspace_id, campaign, channel, day, currency, cost, impressions, clicks, sends, replies, recorded_at, recorded_by
  )
  select ${workspace}::integer, campaign, channel, day, currency, cost, impressions, clicks, sends, replies,
    ${at}::timestamptz, ${by}::text
  from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as told(
    campaign text, channel text, day date, currency text, cost bigint, impressions bigint, clicks bigint, sends bigint,
    replies bigint
  )
  order by campaign, channel, day
  on conflict (workspace_id, campaign, channel, day) do update set
    currency = excluded.currency, cost = excluded.cost, impressions = excluded.impressions, clicks = excluded.clicks,
    sends = excluded.sends, replies = excluded.replies, recorded_at = excluded.recorded_at,
    recorded_by = excluded.recorded_by`;

/**
 * Takes away what was imported of a campaign; the rows stand in the audit log.
 *
 * @throws DomainError `acquisition.unknown_campaign`, `insights.no_such_date`
 */
export async function removeDays(
  { records, note }: Pick<Context, 'records' | 'note'>,
  asked: RemoveAsk,
): Promise<{ removed: number }> {
  const { from, to } = asked;
  const campaign = nameIn(asked.campaign);
  const ofChannel = asked.channel === undefined ? nothing : sql`and channel = ${nameIn(asked.channel)}`;
  const since = from === undefined ? nothing : sql`and day >= ${checked(from, 'from')}::date`;
  const until = to === undefined ? nothing : sql`and day <= ${checked(to, 'to')}::date`;
  const removed = await records.rows(sql<CampaignDay>`
    delete from campaign_days
    where campaign = ${campaign} ${ofChannel} ${since} ${until}
    returning ${dayColumns}`);
  if (removed.length === 0) {
    throw new DomainError('acquisition.unknown_campaign', {
      kind: 'not_found',
      field: 'campaign',
      expected: 'a campaign with imported figures on these days',
      got: campaign,
    });
  }
  note?.({ subject: campaign, before: { removed: removed } });
  return { removed: removed.length };
}

/** The date, if it is one. @throws DomainError `insights.no_such_date` */
const checked = (date: string, field: string): string => dateText(dayNumber(date, field));

interface CampaignRow {
  readonly campaign: string;
  readonly channel: string;
  readonly days: number;
  readonly first: string;
  readonly last: string;
  readonly importedAt: Date | string;
}

/** What is imported, campaign by campaign. */
export async function campaignsOf({
  records,
  workspace,
}: Pick<Context, 'records' | 'workspace'>): Promise<Campaigns> {
  const rows = await records.rows(sql<CampaignRow>`
    select campaign, channel, count(*)::integer as days, min(day)::text as first, max(day)::text as last,
      max(recorded_at) as "importedAt"
    from campaign_days
    group by campaign, channel
    order by campaign, channel
    limit 1000`);
  return {
    currency: workspace.currency,
    campaigns: rows.map(({ channel, importedAt, ...row }) => ({
      ...row,
      channel: channel === '' ? null : channel,
      importedAt: new Date(importedAt).toISOString(),
    })),
  };
}

/** What campaigns cost and brought about over some days, added up. */
export interface Spent extends Readonly<Record<CountName | 'cost', number | null>> {
  readonly campaign: string;
  readonly channel: string;
  /** Impressions, and the clicks on them, of the days on which both were told; sends and replies likewise. */
  readonly shown: number;
  readonly clicked: number;
  readonly sent: number;
  readonly answered: number;
  readonly currencies: readonly string[];
}

interface SpentRow
  extends Record<CountName | 'cost' | 'shown' | 'clicked' | 'sent' | 'answered', string | null> {
  readonly campaign: string;
  readonly channel: string;
  readonly currencies: string[] | null;
}

const whole = (value: string | null): number | null => (value === null ? null : Number(value));

/** Everything imported for a range of local days, both included. */
export async function spentOn(
  { records }: Pick<Context, 'records'>,
  { from, to }: { readonly from: number; readonly to: number },
): Promise<Spent[]> {
  const rows = await records.rows(spentRows(dateText(from), dateText(to)));
  return rows.map((row) => ({
    campaign: row.campaign,
    channel: row.channel,
    cost: whole(row.cost),
    impressions: whole(row.impressions),
    clicks: whole(row.clicks),
    sends: whole(row.sends),
    replies: whole(row.replies),
    shown: Number(row.shown ?? 0),
    clicked: Number(row.clicked ?? 0),
    sent: Number(row.sent ?? 0),
    answered: Number(row.answered ?? 0),
    currencies: row.currencies ?? [],
  }));
}

/** Grain: one row per (campaign, channel) with a day in the range. */
const spentRows = (from: string, to: string): Sql<SpentRow> => sql<SpentRow>`
  select campaign, channel, sum(cost)::text as cost, sum(impressions)::text as impressions, sum(clicks)::text as clicks,
    sum(sends)::text as sends, sum(replies)::text as replies,
    sum(impressions) filter (where clicks is not null)::text as shown,
    sum(clicks) filter (where impressions is not null)::text as clicked,
    sum(sends) filter (where replies is not null)::text as sent,
    sum(replies) filter (where sends is not null)::text as answered,
    array_agg(distinct currency) filter (where cost is not null) as currencies
  from campaign_days
  where day between ${from}::date and ${to}::date
  group by campaign, channel
  order by campaign, channel`;
