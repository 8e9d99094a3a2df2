import {
  addBlemishes,
  type Demo,
  demoWords,
  demoZone,
  Feed,
  LocalTime,
  type Making,
  monthsLater,
  Random,
} from '../making/index.ts';
import { contractOf } from './contracts.ts';
import { crowd } from './crowd.ts';
import { tellMember } from './member.ts';
import type { GymPlace } from './place.ts';
import { tellProspect } from './prospect.ts';
import { namedMembers, tellNamed } from './stories.ts';

/** How long the gym has been watched. */
export const gymMonths = 26;

/** A gym of some 3,000 members and as many who nearly became one: 26 months, some 170,000 events. */
export function gym({ now, language }: Making): Demo {
  const words = demoWords[language];
  const time = new LocalTime(demoZone);
  const feed = new Feed('gym', now);
  const today = time.dayOf(now);
  const place: GymPlace = { feed, words, time, today, begin: monthsLater(today, -gymMonths) };
  const { members, prospects } = crowd(place, new Random('gym/crowd'));
  const contracts = members.map((member) => contractOf(member, tellMember(place, member), place));
  for (const prospect of prospects) tellProspect(place, prospect);
  const named = namedMembers(place).map((one) => contractOf(one, tellNamed(place, one), place));
  const team = 'foulee.example';
  addBlemishes(feed, { seed: 'gym', time, now, team }, { event: words.visit });
  return {
    kind: 'gym',
    settings: { name: words.gym, slug: 'demo-gym', countingUnit: 'customer', team },
    arriving: feed.sorted(),
    contracts: [...contracts, ...named].filter((row) => row !== null),
  };
}
