import type { Condition, SegmentRule } from '#src/customers/segment-rules/index.ts';
import {
  always,
  isDate,
  isFilters,
  isFlag,
  isListOf,
  isMadeOf,
  isName,
  isNumber,
  isOfKind,
  isOneOf,
  isWhere,
  isWhole,
} from '../../ui/address.ts';
import { phaseNames, statusNames } from '../../ui/phase-names.ts';

type Leaf = (value: unknown) => boolean;

const match = isMadeOf({ event: (value) => value === null || isName(value), where: isWhere });
const joint = isOneOf('all', 'any');
const length = isWhole(1, 3650);
const inTime = { amount: length, unit: isOneOf('hours', 'days') };

const window = isOfKind('kind', {
  ever: always,
  last: isMadeOf(inTime),
  before_last: isMadeOf({ days: length }),
  between: isMadeOf({ from: isDate, to: isDate }),
});

const amount = isOfKind('kind', {
  times: isMadeOf({ how: isOneOf('at_least', 'exactly', 'at_most'), times: isWhole(0) }),
  quantity: isMadeOf({ how: isOneOf('at_least', 'less'), property: isName, quantity: isNumber }),
});

/** How a contract may stand, as a menu orders it. */
export const contractStates = ['running', 'trial', 'paused', 'past_due', 'cancelled', 'ended'] as const;

const isTrait: Leaf = (value) => isFilters([value]) && isMadeOf({ values: Array.isArray })(value);

const inside = { inside: isFlag };
const single = {
  did: isMadeOf({ ...inside, match, amount, window }),
  when: isMadeOf({ ...inside, which: isOneOf('first', 'last'), match, window }),
  sequence: isMadeOf({
    ...inside,
    steps: isListOf((value): value is object => match(value), 2),
    within: isMadeOf(inTime),
    window,
  }),
  contract: isMadeOf({
    ...inside,
    offers: isListOf(isName),
    states: isListOf(isOneOf(...contractStates), 1),
    termWithinDays: (value) => value === null || isWhole(0, 3650)(value),
  }),
  phase: isMadeOf({
    ...inside,
    phases: isListOf(isOneOf(...phaseNames)),
    statuses: isListOf(isOneOf(...statusNames)),
    offer: (value) => value === null || isName(value),
  }),
  trait: isTrait,
  list: isMadeOf({ ...inside, list: isName }),
  segment: isMadeOf({ ...inside, segment: isName }),
};

const several = (check: (value: unknown) => value is Condition) => ({
  ...inside,
  match: joint,
  conditions: isListOf(check, 1),
});
const isSingle = isOfKind<Condition>('kind', single);
const around = {
  account: isMadeOf(several(isSingle)),
  people: isMadeOf({ ...several(isSingle), least: isWhole(1) }),
};
const isInGroup = isOfKind<Condition>('kind', { ...single, ...around });
const isCondition = isOfKind<Condition>('kind', {
  ...single,
  ...around,
  group: isMadeOf(several(isInGroup)),
});

/** A rule that can be drawn, to its last leaf. Whether what it names exists is asked of the server. */
export const isRule = isMadeOf<SegmentRule>({ match: joint, conditions: isListOf(isCondition, 1) });
