import type { Context } from '#src/access/index.ts';
import { operations as offerOperations } from '#src/customers/offers/index.ts';
import { asking, run } from '../../../test/asking.ts';
import { createTestWorkspace, type TestEngines, testNow } from '../../../test/engines.ts';
import { fill, type ToldEvent } from '../../../test/filling.ts';
import { holdContracts, type ToldContract } from '../../../test/holding.ts';
import { type Board, type BoardAskInput, type OfAnswer, operations } from './index.ts';

export const day = 86_400_000;
/** So many days before now, at noon. */
export const ago = (days: number) => testNow - days * day;

export const events = ['visit', 'api called', 'sso used', 'exported', 'invoiced', 'ticket'] as const;

/** A workspace that counts accounts, with what happened and what was agreed. */
export async function told(
  engines: TestEngines,
  happened: readonly ToldEvent[],
  contracts: readonly ToldContract[],
): Promise<Context> {
  const context = asking(engines, await createTestWorkspace(engines, { countingUnit: 'account' }));
  await fill(engines.warehouse, context.workspace, [
    // Every event has been sent for long: what does not come did not happen.
    ...events.map((event) => ({
      customer: 9_999,
      at: ago(390),
      account: 'somebody long ago',
      event,
      properties: { client: 'c0', minutes: 1 },
    })),
    ...happened,
  ]);
  await holdContracts(engines.warehouse, context.workspace, contracts);
  return context;
}

/** Each of some people of an account did an event, so many days ago. */
export const did = (
  account: string,
  people: readonly number[],
  days: number,
  event = 'visit',
  properties = {},
): ToldEvent[] => people.map((customer) => ({ customer, at: ago(days), event, account, properties }));

export const among = (from: number, to: number) => Array.from({ length: to - from + 1 }, (_, i) => from + i);

export const board = (context: Context, asked: BoardAskInput = {}) =>
  run<Board>(operations, context, 'health.board', asked);

export const of = (context: Context, holder: string, asked: object = {}) =>
  run<OfAnswer>(operations, context, 'health.of', { holder, ...asked });

/** Who is behind a number, by their ids; as many as it says. */
export async function people(context: Context, which: object, ask: object = {}): Promise<string[]> {
  const page = await run<{ total: number; people: { id: string }[] }>(operations, context, 'health.people', {
    ask,
    which,
  });
  if (page.people.length !== page.total)
    throw new Error(`${page.total} are said, ${page.people.length} listed`);
  return page.people.map(({ id }) => id).sort();
}

export const adopt = (context: Context, template: object, basedOn = 0) =>
  run(operations, context, 'health.adopt', { basedOn, template });

/** An offer with two features that set it apart, and one that does not. */
export const pro = (context: Context) =>
  run(offerOperations, context, 'offers.create', {
    name: 'pro',
    kind: 'continuous',
    terms: {
      entitlements: [
        { key: 'api', name: 'API', match: { event: 'api called' }, differentiating: true, weight: 3 },
        { key: 'sso', name: 'SSO', match: { event: 'sso used' }, differentiating: true, weight: 1 },
        { key: 'export', name: 'Export', match: { event: 'exported' }, differentiating: false, weight: 100 },
      ],
    },
  });

export const dimension = (wishes: object) => ({ key: 'one', days: 30, green: 0.6, yellow: 0.3, ...wishes });
