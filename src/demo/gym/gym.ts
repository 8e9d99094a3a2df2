import { closePlace, type Demo, type Making, openPlace, Random } from '../making/index.ts';
import { withBesides } from './besides.ts';
import { contractOf } from './contracts.ts';
import { crowd } from './crowd.ts';
import { tellMember } from './member.ts';
import { tellProspect } from './prospect.ts';
import { gymSayings } from './sayings.ts';
import { namedMembers, tellNamed } from './stories.ts';

/** How long the gym has been watched. */
export const gymMonths = 26;

/** A gym of some 3,000 members and as many who nearly became one: 26 months, some 170,000 events. */
export function gym(making: Making): Demo {
  const place = openPlace('gym', making, gymMonths);
  const { members, prospects } = crowd(place, new Random('gym/crowd'));
  const contracts = members.map((member) => contractOf(member, tellMember(place, member), place));
  for (const prospect of prospects) tellProspect(place, prospect);
  const named = namedMembers(place).map((one) => contractOf(one, tellNamed(place, one), place));
  return closePlace(
    place,
    'gym',
    { name: place.words.gym, countingUnit: 'customer', team: 'foulee.example' },
    {
      teamDoes: place.words.visit,
      contracts: withBesides(
        [...contracts, ...named].filter((row) => row !== null),
        place,
      ),
      sayings: gymSayings(place, making.language),
    },
  );
}
