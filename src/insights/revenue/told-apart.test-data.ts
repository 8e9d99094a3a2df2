import type { Warehouse } from '#src/engines/warehouse/port.ts';
import type { Apart } from './index.ts';

/* Ways to tell the holders of the random histories apart, and rates between their two currencies. */

const early = '2024-01-01 00:00:00.000';
export const segment = 'segment:seg_1';

/** u1 has the plan "pro", u2 "free", of u3 none is told; of accounts acme has "pro". u1 is in the segment, u2 in a phase. */
export async function tellTraits(warehouse: Warehouse, workspace: number): Promise<void> {
  const own = { workspace_id: workspace };
  const said = { ...own, trait: 'plan', time: early };
  await insert(warehouse, 'trait_changes', [
    { ...said, customer: 1, message_id: 'a', value: 'pro', once: false },
    { ...said, customer: 2, message_id: 'b', value: 'free', once: false },
    { ...said, customer: 3, message_id: 'c', value: 'pro', once: false, time: '2025-07-01 00:00:00.000' }, // later
  ]);
  await insert(warehouse, 'account_trait_changes', [
    { ...said, account: 'acme', message_id: 'd', value: 'pro' },
  ]);
  await insert(warehouse, 'segment_members', [{ ...own, segment: 'seg_1', revision: 1, at: early }]);
  await insert(warehouse, 'segment_moves', [
    { ...own, segment: 'seg_1', revision: 1, at: early, key: 1, inside: true },
    { ...own, segment: 'seg_1', revision: 2, at: '2025-03-01 00:00:00.000', key: 2, inside: true },
    { ...own, segment: 'seg_1', revision: 3, at: '2025-04-01 00:00:00.000', key: 2, inside: false },
  ]);
  const life = { ...own, offer: '', known: true, headline: true, since: early, moves_at: [early] };
  await insert(warehouse, 'phase_lives', [
    { ...life, customer: 2, phase: 'loyalty', moves_phase: ['loyalty'] },
    { ...life, customer: 3, phase: 'conquest', moves_phase: ['conquest'] },
  ]);
}

const insert = (warehouse: Warehouse, table: string, rows: readonly object[]): Promise<void> =>
  warehouse.insert(table, new TextEncoder().encode(rows.map((row) => `${JSON.stringify(row)}\n`).join('')), {
    format: 'JSONEachRow',
  });

const day = (of: string, rate: string) => ({ day: of, from: 'USD', to: 'EUR', rate });
/** A rate for each week of the histories, each another. */
export const rates = Array.from({ length: 26 }, (_, week) => {
  const of = new Date(Date.parse('2024-12-30') + week * 7 * 86_400_000).toISOString().slice(0, 10);
  return day(of, `0.${9000 + week * 37}1`);
});

export const ways: readonly { readonly name: string; readonly by: Apart }[] = [
  { name: 'a trait', by: { trait: 'plan', top: 10 } },
  { name: 'a trait with others', by: { trait: 'plan', top: 1 } },
  { name: 'a segment', by: { trait: segment, top: 10 } },
  { name: 'the phase of life', by: { trait: 'perdure.phase', top: 10 } },
  { name: 'offer', by: 'offer' },
];
