import type { z } from 'zod';
import type { AhaPeopleAsk, ScanAskInput } from '#src/insights/aha/index.ts';
import {
  addressOf,
  frameChecks,
  isDate,
  isFlag,
  isListOf,
  isMadeOf,
  isMatch,
  isName,
  isOneOf,
  isWhole,
} from '../../ui/address.ts';
import { isDeed } from '../../ui/deed.ts';
import { keptAt } from '../../ui/kept-at.ts';

/** A count of an event in a window. */
export interface Chosen {
  readonly event: string;
  readonly count: number;
  readonly window: number;
}

/** Whose people are open, besides the question. */
export type Behind = Omit<z.input<typeof AhaPeopleAsk>, 'ask' | 'limit' | 'cursor'>;

export const measures = ['mcc', 'stayed', 'lift'] as const;
export type Measure = (typeof measures)[number];

/** What the address of the search holds. */
export interface AhaSearch extends Partial<ScanAskInput> {
  /** The count that is looked at; the first candidate unless told. */
  pick?: Chosen;
  /** What the heat map shows. */
  measure?: Measure;
  open?: Behind;
  saved?: string;
}

export const isChosen = isMadeOf<Chosen>({ event: isName, count: isWhole(1), window: isWhole(1) });

const isOutcome = isMadeOf<NonNullable<ScanAskInput['outcome']>>({ from: isWhole(0), to: isWhole(0) });

const isBehind = (value: unknown): value is Behind => isEverybody(value) || isChosen(value);
const isEverybody = isMadeOf<Behind>({ event: (event) => event === null });

export const readAhaSearch = addressOf<AhaSearch>({
  ...frameChecks,
  start: isMatch,
  from: isDate,
  to: isDate,
  return: isDeed,
  left: isMatch,
  outcome: isOutcome,
  windows: isListOf(isWhole(1)),
  counts: isListOf(isWhole(1)),
  events: isListOf(isName),
  exclude: isListOf(isName),
  presence: isFlag,
  pick: isChosen,
  measure: isOneOf(...measures),
  open: isBehind,
  saved: isName,
});

/** The question that the address holds; undefined while something is missing. */
export function askOf(search: AhaSearch): ScanAskInput | undefined {
  const { pick, measure, open, saved, start, from, to, ...rest } = search;
  return start === undefined || from === undefined || to === undefined
    ? undefined
    : { ...rest, start, from, to };
}

/** Where a kept question is shown. */
export const ahaLink = keptAt('/w/$slug/aha', readAhaSearch);
