import { afterAll, beforeAll, expect, it } from 'vitest';
import { run } from '../../../test/asking.ts';
import { holdContracts } from '../../../test/holding.ts';
import { type KeptBed, openKeptBed } from '../../../test/kept-bed.ts';
import {
  day,
  keptWorkspace,
  nameOffer,
  often,
  today,
} from '../../customers/phase-keeping/keeping.test-data.ts';
import { operations, type PhaseBoard } from './index.ts';

let engines: KeptBed;
beforeAll(async () => {
  engines = await openKeptBed(today);
});
afterAll(() => engines?.close());

it('a change of plan is no move: loyal on the board of the day before, loyal at both ends of the flow, paid by the offer of now', async () => {
  const own = await keptWorkspace(engines);
  await own.tell(often(1, 399, 1));
  const starts = today - 400 * day;
  const version = (number: number, effective: number, more: object) => ({
    holder: 'user-1',
    kind: 'customer' as const,
    version: number,
    starts,
    effective,
    ...more,
  });
  const changed = today - 40 * day; // 6 December
  await holdContracts(engines.warehouse, own.workspace, [
    version(1, starts, { offer: 'Mensuel', price: 3_000 }),
    version(2, changed, { offer: 'Annuel', price: 24_000, period: 'year' }),
  ]);
  for (const offer of ['Mensuel', 'Annuel']) await nameOffer(own.context, offer);
  await own.keep();
  const board = async (from: string, to: string, offer?: string) => {
    const asked = { from, to, ...(offer === undefined ? {} : { offer }) };
    const { rows, flows, total } = await run<PhaseBoard>(operations, own.context, 'phases.board', asked);
    return { total, flows, stands: rows.filter(({ people }) => people > 0) };
  };
  const loyal = { phase: 'loyalty', people: 1, monthly: [{ currency: 'EUR', amount: '2000', people: 1 }] };
  for (const [from, to] of [
    ['2025-11-01', '2025-12-05'],
    ['2025-12-01', '2026-01-15'],
    ['2025-12-06', '2025-12-06'],
    ['2025-12-07', '2026-01-15'],
  ] as const) {
    const { total, flows, stands } = await board(from, to);
    expect([total, flows]).toEqual([1, [{ from: 'loyalty', to: 'loyalty', people: 1 }]]);
    expect(stands).toMatchObject([loyal]);
  }
  expect((await board('2025-12-01', '2026-01-15', 'Mensuel')).flows).toEqual([
    { from: 'loyalty', to: 'ended', people: 1 },
  ]);
  expect((await board('2024-12-12', '2025-12-31')).flows).toEqual([
    { from: 'conversion', to: 'loyalty', people: 1 },
  ]);
});
