import { type Engines, listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import { bitmapOf } from '#src/insights/health/index.ts';
import type { UnusedPeopleAsk } from './ask.ts';
import { leavesUnused } from './unused.ts';
import { type Payer, payersOf } from './uses.ts';

/** A number of the answer. */
type UnusedNumber = Pick<UnusedPeopleAsk, 'ask' | 'which'>;

/** Those behind a number. */
export const { page: pageOf, everyone: everyoneBehind } = listedBy(behind);

async function behind(engines: Engines, { ask, which }: UnusedNumber): Promise<PeopleBehind> {
  const { frame, payers } = await payersOf(engines, ask);
  const keys = payers.filter(isCounted(which)).map(({ holder }) => holder.key);
  return { frame, people: bitmapOf(frame.unit, keys) };
}

const isCounted =
  (which: UnusedPeopleAsk['which']) =>
  (payer: Payer): boolean => {
    if (which.kind === 'paying') return true;
    if (which.kind === 'unused') return leavesUnused(payer);
    return payer.features.some(({ key, state }) => key === which.key && state === which.state);
  };
