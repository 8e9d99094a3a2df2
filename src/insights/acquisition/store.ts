import type { Context } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';
import { nothing, type Sql, sql } from '#src/basics/sql.ts';
import { dateText, dayNumber, knownDays } from '#src/insights/calendar/index.ts';
import { tableOf } from './csv.ts';
import {
  type Campaigns,
  type CountName,
  countNames,
  type ImportAsk,
  type ImportCsvAsk,
  type Imported,
  type RemoveAsk,
} from './import-ask.ts';
import { type CampaignDay, isRead, type Reading, type Refusal, readRow, type Told } from './rows.ts';

type Writing = Pick<Context, 'records' | 'workspace' | 'actor' | 'clock' | 'note'>;

/** Refusals that are told one by one. */
const mostTold = 200;

/** Keeps rows of a campaign's day: those that are right, each once however often they are told. */
export const importRows = (context: Writing, { rows }: ImportAsk): Promise<Imported> =>
  kept(
    context,
    rows.map((told, i) => ({ row: i + 1, told })),
    { mark: '.', dates: 'ymd' },
  );

/** The same from a text table. @throws DomainError those of `tableOf` */
export async function importCsv(context: Writing, asked: ImportCsvAsk): Promise<Imported> {
  const { rows, mark, ignored } = tableOf(asked);
  return { ...(await kept(context, rows, { mark, dates: asked.dates })), ignored: [...ignored] };
}

interface Came {
  readonly row: number;
  readonly told: Told;
  /** False where a file's row does not hold together. */
  readonly whole?: boolean;
}

async function kept(
  context: Writing,
  came: readonly Came[],
  how: Pick<Reading, 'mark' | 'dates'>,
): Promise<Imported> {
  const { workspace, clock } = context;
  const lastDay = dateText(knownDays(clock.now(), workspace.timezone).lastBegun);
  const read = came.map((one) => ({
    row: one.row,
    read:
      one.whole === false
        ? [brokenRow(one)]
        : readRow(one.told, one.row, { ...how, currency: workspace.currency, lastDay }),
  }));
  const good = read.flatMap(({ row, read: day }) => (isRead(day) ? [{ row, day }] : []));
  const twice = [...Map.groupBy(good, ({ day }) => keyOf(day)).values()]
    .filter((same) => same.length > 1)
    .flat();
  const refusals = [...read.flatMap(({ read: day }) => (isRead(day) ? [] : day)), ...twice.map(toldTwice)];
  const days = good.filter((one) => !twice.includes(one)).map(({ day }) => day);
  const stored = await store(context, days);
  return {
    rows: came.length,
    ...stored,
    refused: came.length - days.length,
    refusals: refusals.toSorted((a, b) => a.row - b.row).slice(0, mostTold),
    ignored: [],
  };
}

const brokenRow = ({ row, told }: Came): Refusal => ({
  row,
  field: 'row',
  expected: 'as many cells as the first row names, and quotation marks that close',
  got: Object.values(told).join(', ').slice(0, 200),
});

const toldTwice = ({ row, day }: { readonly row: number; readonly day: CampaignDay }): Refusal => ({
  row,
  field: 'day',
  expected: 'one row per campaign, channel and day: add up those of one day first',
  got: `${day.campaign}, ${day.channel === '' ? '–' : day.channel}, ${day.day}`,
});

const keyOf = ({ campaign, channel, day }: CampaignDay): string => JSON.stringify([campaign, channel, day]);

async function store(
  { records, workspace, actor, clock, note }: Writing,
  days: readonly CampaignDay[],
): Promise<Pick<Imported, 'added' | 'replaced' | 'unchanged'>> {
  if (days.length === 0) return { added: 0, replaced: 0, unchanged: 0 };
  const at = new Date(clock.now());
  const by = `${actor.kind}:${actor.id}`;
  const found = await records.transaction(async (tx) => {
    // One import of a workspace at a time: what a row replaces is then what stands in the log.
    await tx.run(sql`select pg_advisory_xact_lock(7421, ${workspace.number}::integer)`);
    const before = new Map((await tx.rows(sameKeys(days))).map((row) => [keyOf(row), row]));
    const changed = days.filter((day) => !alike(before.get(keyOf(day)), day));
    if (changed.length > 0) await tx.run(upserted(workspace.number, changed, { at, by }));
    return { before, changed };
  });
  const { before, changed } = found;
  const former = changed.flatMap((day) => before.get(keyOf(day)) ?? []);
  const added = changed.filter((day) => !before.has(keyOf(day)));
  note?.({
    subject: 'campaign_days',
    before: { replaced: former },
    after: {
      replacedBy: changed.filter((day) => before.has(keyOf(day))),
      added: added.length,
      ...spanOf(added),
    },
  });
  return { added: added.length, replaced: former.length, unchanged: days.length - changed.length };
}

const spanOf = (days: readonly CampaignDay[]) => {
  const dates = days.map(({ day }) => day).sort();
  return { first: dates[0] ?? null, last: dates.at(-1) ?? null };
};

const fields = ['currency', 'cost', ...countNames] as const;
const alike = (before: CampaignDay | undefined, after: CampaignDay): boolean =>
  before !== undefined && fields.every((field) => before[field] === after[field]);

const dayColumns: Sql = sql`campaign, channel, day, currency, cost, impressions, clicks, sends, replies`;

/** Rows that are kept under the keys of others. Grain: a campaign's day; ≤ those given. */
const sameKeys = (days: readonly CampaignDay[]): Sql<CampaignDay> => sql<CampaignDay>`
  select ${dayColumns}
  from campaign_days
  where (campaign, channel, day) in (
    select told.campaign, told.channel, told.day
    from jsonb_to_recordset(${JSON.stringify(days)}::jsonb) as told(campaign text, channel text, day date)
  )`;

const upserted = (
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
  { records, note }: Writing,
  { campaign, channel, from, to }: RemoveAsk,
): Promise<{ removed: number }> {
  const ofChannel = channel === undefined ? nothing : sql`and channel = ${channel}`;
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
