import {
  addBlemishes,
  type Demo,
  demoWords,
  demoZone,
  Feed,
  LocalTime,
  type Making,
  monthsLater,
} from '../making/index.ts';
import { accounts } from './accounts.ts';
import { contractsOf } from './contracts.ts';
import { tellAccount } from './life.ts';
import type { SoftwarePlace } from './place.ts';

/** How long the software has been watched. */
export const softwareMonths = 26;

/** A scheduling software for companies: some 500 accounts, 2,000 people, 26 months, some 90,000 events. */
export function software({ now, language }: Making): Demo {
  const words = demoWords[language];
  const time = new LocalTime(demoZone);
  const feed = new Feed('b2b', now);
  const today = time.dayOf(now);
  const place: SoftwarePlace = { feed, words, time, today, begin: monthsLater(today, -softwareMonths) };
  const all = accounts(place);
  for (const account of all) tellAccount(place, account);
  const team = 'cadence.example';
  addBlemishes(feed, { seed: 'b2b', time, now, team }, { event: words.published });
  return {
    kind: 'b2b',
    settings: { name: words.software, slug: 'demo-b2b', countingUnit: 'account', team },
    arriving: feed.sorted(),
    contracts: all.flatMap((account) => contractsOf(account, place)),
  };
}
