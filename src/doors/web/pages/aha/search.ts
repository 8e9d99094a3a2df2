import type { z } from 'zod';
import type { AhaPeopleAsk, ScanAskInput } from '#src/insights/aha/index.ts';
import {
  frameChecks,
  isDate,
  isFlag,
  isListOf,
  isMatch,
  isNumber,
  isOneOf,
  isText,
  readAddress,
  recordOf,
} from '../../ui/address.ts';
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

export const isChosen = (value: unknown): value is Chosen => {
  const { event, count, window } = recordOf(value);
  return isText(event) && isNumber(count) && isNumber(window);
};

const isOutcome = (value: unknown): value is NonNullable<ScanAskInput['outcome']> => {
  const { from, to } = recordOf(value);
  return isNumber(from) && isNumber(to);
};

const isBehind = (value: unknown): value is Behind => {
  const { event } = recordOf(value);
  return event === null || isChosen(value);
};

export const readAhaSearch = (address: Record<string, unknown>): AhaSearch =>
  readAddress<AhaSearch>(address, {
    ...frameChecks,
    start: isMatch,
    from: isDate,
    to: isDate,
    return: isMatch,
    left: isMatch,
    outcome: isOutcome,
    windows: isListOf(isNumber),
    counts: isListOf(isNumber),
    events: isListOf(isText),
    exclude: isListOf(isText),
    presence: isFlag,
    pick: isChosen,
    measure: isOneOf(...measures),
    open: isBehind,
    saved: isText,
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
