import { type Engines, listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import { bitmapOf } from '#src/insights/health/index.ts';
import type { BacktestPeopleAsk } from './ask.ts';
import { judgedCases } from './backtest.ts';

/** A number of the answer. */
type BacktestNumber = Pick<BacktestPeopleAsk, 'ask' | 'alarm' | 'group' | 'which'>;

/** Those behind a number. */
export const { page: pageOf, everyone: everyoneBehind } = listedBy(behind);

const told = { red: true, not_red: false, unknown: null } as const;

async function behind(engines: Engines, { ask, alarm, group, which }: BacktestNumber): Promise<PeopleBehind> {
  const { frame, judged } = await judgedCases(engines, ask);
  const own = judged.filter((one) => one.left === (group === 'leavers') && one[alarm] === told[which]);
  return {
    frame,
    people: bitmapOf(
      frame.unit,
      own.map(({ holder }) => holder.key),
    ),
  };
}
