import type { Context } from '#src/access/index.ts';
import { locked } from '#src/basics/locks.ts';
import { dateText, knownDays } from '#src/customers/calendar/index.ts';
import { tableOf } from './csv.ts';
import { countNames, type ImportAsk, type ImportCsvAsk, type Imported } from './import-ask.ts';
import { type CampaignDay, isRead, type Reading, type Refusal, readRow, type Told } from './rows.ts';
import { keptOf, upserted } from './store.ts';

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
  const { once, twice } = apart(good);
  const stored = await store(context, once);
  const refusals = [
    ...read.flatMap(({ read: day }) => (isRead(day) ? [] : day)),
    ...twice,
    ...stored.refused,
  ];
  const { added, replaced, unchanged } = stored;
  return {
    rows: came.length,
    added,
    replaced,
    unchanged,
    refused: came.length - added - replaced - unchanged,
    refusals: refusals.toSorted((a, b) => a.row - b.row).slice(0, mostTold),
    ignored: [],
  };
}

interface Read {
  readonly row: number;
  readonly day: CampaignDay;
}

/** Rows that stand alone in their file, and why each of the others is not taken. */
function apart(rows: readonly Read[]): {
  readonly once: readonly Read[];
  readonly twice: readonly Refusal[];
} {
  const once: Read[] = [];
  const twice: Refusal[] = [];
  for (const ofDay of Map.groupBy(rows, ({ day }) => keyOf(day.campaign, day.day)).values()) {
    const channels = Map.groupBy(ofDay, ({ day }) => day.channel);
    const mixed = channels.size > 1 && channels.has('');
    for (const [, same] of channels) {
      if (same.length > 1) twice.push(...same.map(toldTwice));
      else if (mixed)
        twice.push(
          ...same.map((one) => otherwiseTold(one, 'a channel in all rows of a campaign and day, or in none')),
        );
      else once.push(...same);
    }
  }
  return { once, twice };
}

const brokenRow = ({ row, told }: Came): Refusal => ({
  row,
  field: 'row',
  expected: 'as many cells as the first row names, and quotation marks that close',
  got: Object.values(told).join(', ').slice(0, 200),
});

const toldTwice = ({ row, day }: Read): Refusal => ({
  row,
  field: 'day',
  expected: 'one row per campaign, channel and day: add up those of one day first',
  got: `${day.campaign}, ${day.channel === '' ? '–' : day.channel}, ${day.day}`,
});

const otherwiseTold = ({ row, day }: Read, expected: string): Refusal => ({
  row,
  field: 'channel',
  expected,
  got: day.channel,
});

const keyOf = (...names: readonly string[]): string => JSON.stringify(names);
const placeOf = ({ campaign, channel, day }: CampaignDay): string => keyOf(campaign, channel, day);

interface Stored extends Pick<Imported, 'added' | 'replaced' | 'unchanged'> {
  readonly refused: readonly Refusal[];
}

async function store(context: Writing, rows: readonly Read[]): Promise<Stored> {
  const { records, workspace, actor, clock, note } = context;
  if (rows.length === 0) return { added: 0, replaced: 0, unchanged: 0, refused: [] };
  const at = new Date(clock.now());
  const by = `${actor.kind}:${actor.id}`;
  const { before, refused, taken, changed } = await records.transaction(async (tx) => {
    await tx.run(locked('campaignFigures', workspace.number));
    const kept = await tx.rows(keptOf(rows.map(({ day }) => day)));
    const { taken, refused } = besideKept(rows, kept);
    const before = new Map(kept.map((row) => [placeOf(row), row]));
    const changed = taken.filter((day) => !alike(before.get(placeOf(day)), day));
    if (changed.length > 0) await tx.run(upserted(workspace.number, changed, { at, by }));
    return { before, refused, taken, changed };
  });
  const former = changed.flatMap((day) => before.get(placeOf(day)) ?? []);
  const added = changed.filter((day) => !before.has(placeOf(day)));
  note?.({
    subject: 'campaign_days',
    before: { replaced: former },
    after: {
      replacedBy: changed.filter((day) => before.has(placeOf(day))),
      added: added.length,
      ...spanOf(added),
    },
  });
  return {
    added: added.length,
    replaced: former.length,
    unchanged: taken.length - changed.length,
    refused,
  };
}

/** Rows that may stand beside what is kept: figures of a campaign and day by channel do not add to those of no channel. */
function besideKept(
  rows: readonly Read[],
  kept: readonly CampaignDay[],
): { readonly taken: readonly CampaignDay[]; readonly refused: readonly Refusal[] } {
  const channelsOf = Map.groupBy(kept, ({ campaign, day }) => keyOf(campaign, day));
  const taken: CampaignDay[] = [];
  const refused: Refusal[] = [];
  for (const one of rows) {
    const { campaign, channel, day } = one.day;
    const other = channelsOf
      .get(keyOf(campaign, day))
      ?.find((row) => (row.channel === '') !== (channel === ''));
    if (other === undefined) taken.push(one.day);
    else refused.push(otherwiseTold(one, channel === '' ? hasChannel(other.channel) : hasNoChannel));
  }
  return { taken, refused };
}

const hasChannel = (channel: string): string =>
  `a channel, as figures of this campaign and day are kept with one, “${channel}”; to tell them without, take those away first`;
const hasNoChannel =
  'no channel, as figures of this campaign and day are kept without one; to tell them by channel, take those away first';

const spanOf = (days: readonly CampaignDay[]) => {
  const dates = days.map(({ day }) => day).sort();
  return { first: dates[0] ?? null, last: dates.at(-1) ?? null };
};

const fields = ['currency', 'cost', ...countNames] as const;
const alike = (before: CampaignDay | undefined, after: CampaignDay): boolean =>
  before !== undefined && fields.every((field) => before[field] === after[field]);
