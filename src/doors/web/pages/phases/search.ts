import type { z } from 'zod';
import type { PhasePeopleAsk, PhasesAskInput } from '#src/insights/phase-board/index.ts';
import { addressOf, frameChecks, isDate, isName, isReadBy, without } from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { addDays, laterOf } from '../../ui/dates.ts';
import { keptAt } from '../../ui/kept-at.ts';
import { type PhaseName, phaseNames, type StatusName, statusNames } from '../../ui/phase-names.ts';

/** What early warnings came to, as the page tells it. */
export const warningCounts = ['raised', 'wrong', 'late', 'gone', 'acted', 'open'] as const;
export type WarningCount = (typeof warningCounts)[number];

export type Which = z.output<typeof PhasePeopleAsk>['which'];

/** What the address of the page of the phases holds. */
export interface PhasesSearch extends Partial<PhasesAskInput> {
  /** The people that are open: `phase/loyalty`, `phase/loyalty/watch`, `status/warning`, `flow/none/loyalty`, `warned/wrong`, `all`, `without`. */
  open?: string;
  saved?: string;
}

export const readPhasesSearch = addressOf<PhasesSearch>({
  offer: isName,
  people: frameChecks.people,
  asOf: frameChecks.asOf,
  from: isDate,
  to: isDate,
  open: isReadBy(readOpen),
  saved: isName,
});

/** Where a kept question about phases is shown. */
export const phasesLink = keptAt('/w/$slug/phases', readPhasesSearch);

/** The question that the address holds; undefined while it has no dates. */
export function askOf({ from, to, offer, people, asOf }: PhasesSearch): PhasesAskInput | undefined {
  return from === undefined || to === undefined
    ? undefined
    : { from, to, ...without<Pick<PhasesAskInput, 'offer' | 'people' | 'asOf'>>({ offer, people, asOf }) };
}

/** The question that a new reader sees: the last 90 days. */
export const firstPhases = ({ span }: Pick<Catalogue, 'span'>): PhasesSearch => ({
  from: laterOf(addDays(span.last, -90), span.first),
  to: span.last,
});

/** Whose people are open, as the address writes it. */
export function readOpen(open: string | undefined): Which | undefined {
  const [kind, first, second] = (open ?? '').split('/');
  const phase = (name: string | undefined) => phaseNames.find((one) => one === name);
  const status = (name: string | undefined) => statusNames.find((one) => one === name);
  if (kind === 'all' || kind === 'without') return { kind };
  if (kind === 'warned') return ofOutcome(warningCounts.find((one) => one === first));
  if (kind === 'status') return ofStatus(status(first));
  if (kind === 'flow') return ofFlow(first === 'none' ? null : phase(first), phase(second));
  const named = phase(first);
  if (kind !== 'phase' || named === undefined) return undefined;
  if (second === undefined) return { kind, phase: named };
  const also = status(second);
  return also && { kind, phase: named, status: also };
}

const ofOutcome = (outcome: WarningCount | undefined): Which | undefined =>
  outcome && { kind: 'warned', outcome };
const ofStatus = (status: StatusName | undefined): Which | undefined => status && { kind: 'status', status };
const ofFlow = (from: PhaseName | null | undefined, to: PhaseName | undefined): Which | undefined =>
  from === undefined || to === undefined ? undefined : { kind: 'flow', from, to };
