import { addBlemishes } from './blemishes.ts';
import { type DayNumber, LocalTime, monthsLater } from './calendar.ts';
import {
  type ContractRow,
  type Demo,
  type DemoKind,
  type DemoSettings,
  demoZone,
  type Making,
  type Saying,
} from './demo.ts';
import { Feed } from './feed.ts';
import { type DemoWords, demoWords } from './words.ts';

/** Where a demo's lives are told: what every teller is given. */
export interface DemoPlace {
  readonly feed: Feed;
  readonly words: DemoWords;
  readonly time: LocalTime;
  /** Epoch milliseconds at which the demo ends, and the local day of it. */
  readonly now: number;
  readonly today: DayNumber;
  /** The first day that was watched. */
  readonly begin: DayNumber;
}

/** An empty place, watched for so many months. */
export function openPlace(kind: DemoKind, { now, language }: Making, months: number): DemoPlace {
  const time = new LocalTime(demoZone);
  const today = time.dayOf(now);
  return {
    feed: new Feed(kind, now),
    words: demoWords[language],
    time,
    now,
    today,
    begin: monthsLater(today, -months),
  };
}

/** The demo of a place where everything has been told: with what else arrives anywhere, in order of arrival. */
export function closePlace(
  { feed, time, now, begin }: DemoPlace,
  kind: DemoKind,
  settings: Omit<DemoSettings, 'slug'>,
  told: {
    readonly teamDoes: string;
    readonly contracts: readonly ContractRow[];
    readonly sayings: readonly Saying[];
  },
): Demo {
  const { teamDoes, contracts, sayings } = told;
  addBlemishes(feed, { seed: kind, time, now, team: settings.team }, { event: teamDoes });
  return {
    kind,
    settings: { ...settings, slug: `demo-${kind}` },
    arriving: feed.sorted(),
    contracts,
    sayings,
    setUpAt: time.at(begin, 540),
  };
}
