import { closePlace, type Demo, type Making, openPlace } from '../making/index.ts';
import { accounts } from './accounts.ts';
import { contractsOf } from './contracts.ts';
import { tellAccount } from './life.ts';
import { softwareSayings } from './sayings.ts';

/** How long the software has been watched. */
export const softwareMonths = 26;

/** A scheduling software for companies: some 500 accounts, 2,000 people, 26 months, some 90,000 events. */
export function software(making: Making): Demo {
  const place = openPlace('b2b', making, softwareMonths);
  const all = accounts(place);
  for (const account of all) tellAccount(place, account);
  return closePlace(
    place,
    'b2b',
    { name: place.words.software, countingUnit: 'account', team: 'cadence.example' },
    {
      teamDoes: place.words.published,
      contracts: all.flatMap((account) => contractsOf(account, place)),
      sayings: softwareSayings(place, making.language),
    },
  );
}
