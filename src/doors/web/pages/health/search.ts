import type { z } from 'zod';
import type { UnusedPeopleAsk } from '#src/insights/entitlements/index.ts';
import type { BoardAskInput, PeopleAsk, Which } from '#src/insights/health/index.ts';
import type { BacktestPeopleAsk } from '#src/insights/health-backtest/index.ts';
import { addressOf, frameChecks, frameOf, isName, isOneOf, isReadBy, isTrue } from '../../ui/address.ts';
import { keptAt } from '../../ui/kept-at.ts';

export type HealthAsked = z.input<typeof PeopleAsk>['ask'];
type BoardWhich = z.output<typeof Which>;

export const shows = [
  'all',
  'any_red',
  'hidden_red',
  'improving',
  'unknown',
  'unseen',
  'out_of_season',
  'awaited',
] as const;
export type Show = (typeof shows)[number];

/** What the address of the page of health holds. */
export interface HealthSearch
  extends Pick<HealthAsked, 'unit' | 'people' | 'includeMarked' | 'asOf' | 'among'> {
  show?: Show;
  /** stake, score, coverage, name, or the key of a dimension. */
  sort?: string;
  reverse?: true;
  /** Part of a name. */
  find?: string;
  /** Whose drawer is open. */
  holder?: string;
  /**
   * The people that are open: `overall/red`, `dimension/depth/unknown`, `any_red`, `active/breadth/acme`,
   * `unused/feature/sso/unused`, `unused/all`, `backtest/any/leavers/red`.
   */
  open?: string;
  saved?: string;
}

export const readHealthSearch = addressOf<HealthSearch>({
  ...frameChecks,
  among: isOneOf('holding', 'known'),
  show: isOneOf(...shows),
  sort: isName,
  reverse: isTrue,
  find: isName,
  holder: isName,
  open: isReadBy(readOpen),
  saved: isName,
});

/** Where a kept question about health is shown. */
export const healthLink = keptAt('/w/$slug/health', readHealthSearch);

/** Whose health is asked about. */
export const askOf = ({ among, ...search }: HealthSearch): HealthAsked => ({
  ...frameOf(search),
  ...(among === undefined ? {} : { among }),
});

const whichShown: Readonly<Record<Show, BoardWhich>> = {
  all: { kind: 'all' },
  any_red: { kind: 'any_red' },
  hidden_red: { kind: 'hidden_red' },
  improving: { kind: 'improving' },
  unknown: { kind: 'overall', colour: null },
  unseen: { kind: 'unseen' },
  out_of_season: { kind: 'out_of_season' },
  awaited: { kind: 'awaited' },
};

/** The board that the address asks for. */
export const boardAskOf = (search: HealthSearch): BoardAskInput => ({
  ...askOf(search),
  show: whichShown[search.show ?? 'all'],
  sort: search.sort ?? 'stake',
  ...(search.reverse ? { reverse: true } : {}),
  ...(search.find === undefined ? {} : { search: search.find }),
});

/** A number that is open. */
export type Open =
  | { readonly of: 'health.people'; readonly which: z.input<typeof PeopleAsk>['which'] }
  | { readonly of: 'health.unused-people'; readonly which: z.input<typeof UnusedPeopleAsk>['which'] }
  | {
      readonly of: 'health.backtest-people';
      readonly which: Pick<z.input<typeof BacktestPeopleAsk>, 'alarm' | 'group' | 'which'>;
      readonly days: number;
    };

const colours: Readonly<Record<string, 'green' | 'yellow' | 'red' | null>> = {
  green: 'green',
  yellow: 'yellow',
  red: 'red',
  unknown: null,
};
const states = { used: true, unused: true, in_grace: true, unknown: true } as const;
const isState = (text: string): text is keyof typeof states => Object.hasOwn(states, text);
const plain = {
  all: true,
  any_red: true,
  hidden_red: true,
  improving: true,
  unseen: true,
  out_of_season: true,
  awaited: true,
} as const;
const isPlain = (text: string): text is keyof typeof plain => Object.hasOwn(plain, text);

/** What a number in the address means; undefined where it means nothing. */
export function readOpen(open: string): Open | undefined {
  const [kind = '', one = '', two = '', ...rest] = open.split('/');
  const of = 'health.people';
  if (isPlain(kind) && one === '') return { of, which: { kind } };
  if (kind === 'overall') {
    const colour = colours[one];
    return colour === undefined ? undefined : { of, which: { kind, colour } };
  }
  if (kind === 'dimension') {
    const colour = colours[two];
    return colour === undefined || one === '' ? undefined : { of, which: { kind, key: one, colour } };
  }
  if (kind === 'active') {
    const holder = [two, ...rest].join('/');
    return holder === '' ? undefined : { of, which: { kind, key: one, holder } };
  }
  if (kind === 'unused') return readUnused(one, two);
  return kind === 'backtest' ? readBacktest(one, two, rest) : undefined;
}

function readUnused(key: string, state: string): Open | undefined {
  const of = 'health.unused-people';
  if (key === 'all' && state === '') return { of, which: { kind: 'unused' } };
  return key !== '' && isState(state) ? { of, which: { kind: 'feature', key, state } } : undefined;
}

function readBacktest(alarm: string, group: string, [which, days]: readonly string[]): Open | undefined {
  if (alarm !== 'any' && alarm !== 'overall') return undefined;
  if (group !== 'leavers' && group !== 'stayers') return undefined;
  if (which !== 'red' && which !== 'not_red' && which !== 'unknown') return undefined;
  if (!/^[1-9]\d{0,2}$/.test(days ?? '') || Number(days) > 365) return undefined;
  return { of: 'health.backtest-people', which: { alarm, group, which }, days: Number(days) };
}
