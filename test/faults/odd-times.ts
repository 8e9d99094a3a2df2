import { sql, typed } from '#src/basics/sql.ts';
import type { Bed } from './bed.ts';
import { reckonIn, settled, unsettled } from './ledger.ts';
import { type FaultReport, failing } from './report.ts';
import { inStores, placeOf, type Stores } from './stores.ts';

export interface OddTimeWishes {
  /** Events spread over 50 years, sent as fast as they are taken. */
  readonly spread: number;
}

/** Stored at exactly this time. */
const held = [
  '1900-01-02T00:00:00.000Z', // in zones behind UTC the first of January begins in 1899, which no Date32 holds
  '1969-12-31T23:59:59.999Z',
  '1970-01-01T00:00:00.000Z',
  '1999-12-31T23:59:59.999Z',
  '2038-01-19T03:14:08.000Z',
  '2262-04-11T23:47:16.854Z',
  '2262-04-11T23:47:16.855Z',
  '2299-12-31T00:00:00.000Z',
];
/** Set aside, with the reason. */
const refused = ['0000-01-01T00:00:00.000Z', '1900-01-01T23:59:59.999Z', '9999-12-31T23:59:59.999Z'];

/** R15: times at the ends of calendars and counters, and years by the hundred in one insert. */
export async function oddTimes(bed: Bed, { spread }: OddTimeWishes): Promise<FaultReport> {
  await bed.up();
  const visit = (messageId: string, timestamp: string) => ({
    type: 'track',
    event: 'Odd time',
    userId: `u-${messageId}`,
    messageId,
    timestamp,
  });
  await bed.send([...held, ...refused].map((time) => visit(time, time)));
  const everyYear = Array.from({ length: 400 }, (_, i) =>
    visit(`year-${1900 + i}`, `${1900 + i}-06-15T12:00:00.000Z`),
  );
  await bed.send(everyYear);
  const statuses = new Set<number>();
  const ids = Array.from({ length: spread }, (_, i) => `spread-${i}`);
  for (let at = 0; at < spread; at += 2_500) {
    const batch = ids.slice(at, at + 2_500).map((id, i) => visit(id, dayOfFifty(at + i)));
    for (let status = 0; status !== 200; statuses.add(status)) status = await bed.send(batch);
  }
  await bed.send([
    { ...visit('sent-before', '2026-01-01T12:00:00.000Z'), sentAt: '2026-01-01T11:00:00.000Z' },
  ]);
  await bed.loaded(120_000 + spread / 10);
  await bed.server.end();
  const accepted = new Set([...held, ...everyYear.map(({ messageId }) => messageId), ...ids, 'sent-before']);
  const { reckoning, moved, aside } = await inStores(bed.folder, async (stores) => ({
    reckoning: await reckonIn(stores, await placeOf(stores, bed.workspace), accepted),
    ...(await storedTimes(stores, bed.workspace)),
  }));
  return {
    fault: `times from year 0 to 9999; 400 years in one batch; ${spread} events over 50 years`,
    passLine: 'stored at their time or set aside by rule; each once in every table; inserts go on',
    measured: `${settled(reckoning)}; ${aside} of ${refused.length} set aside`,
    failures: [
      ...unsettled(reckoning),
      ...moved.map((id) => `${id} is stored at another time`),
      ...failing([[`${aside} times set aside`, aside === refused.length]]),
    ],
    evidence: { reckoning, statuses: [...statuses] },
  };
}

const dayOfFifty = (i: number): string =>
  new Date(Date.UTC(1976, 0, 1) + ((i * 7_919) % 18_262) * 86_400_000 + (i % 86_400) * 1_000).toISOString();

async function storedTimes(stores: Stores, workspace: string): Promise<{ moved: string[]; aside: number }> {
  const place = await placeOf(stores, workspace);
  const rows = await stores.warehouse.rows(sql<{ id: string; at: string }>`
    select message_id as id, toString(time) as at
    from events_by_customer
    where workspace_id = ${typed('UInt32', place.number)}
      and message_id in ${typed('Array(String)', held)}`);
  const row = await stores.records.row(sql<{ n: number }>`
    select count(*)::integer as n
    from set_aside
    where workspace_id = ${place.number}
      and reason = 'intake.time_out_of_range'`);
  const moved = rows
    .filter(({ id, at }) => `${at.replace(' ', 'T')}Z` !== id)
    .map(({ id, at }) => `${id} (${at})`);
  return { moved, aside: row?.n ?? 0 };
}
