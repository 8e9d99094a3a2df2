import type { ContractsAskInput, Which } from '#src/insights/contract-retention/index.ts';
import {
  addressOf,
  frameChecks,
  isDate,
  isListOf,
  isMadeOf,
  isMaybeNull,
  isName,
  isOneOf,
} from '../../ui/address.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { addMonths, laterOf, monthEnd, monthStart } from '../../ui/dates.ts';
import { keptAt } from '../../ui/kept-at.ts';

/** Which number is open: a period, or all of them together. */
export interface OpenedContracts {
  readonly period: string | null;
  readonly which: Which;
}

/** What the address of the page of subscribers holds. */
export interface ContractsSearch extends Partial<ContractsAskInput> {
  open?: OpenedContracts;
  saved?: string;
}

export const shownWhiches = [
  'at_start',
  'new',
  'returned',
  'ended',
  'left_again',
  'at_end',
  'cancelled',
  'paused',
  'resting',
] as const satisfies readonly Which[];
export const termWhiches = ['due', 'renewed', 'not_renewed', 'undecided'] as const satisfies readonly Which[];
export const leavings = ['ended', 'paid', 'asked'] as const;

const { unit, people, asOf } = frameChecks;

export const readContractsSearch = addressOf<ContractsSearch>({
  unit,
  people,
  asOf,
  from: isDate,
  to: isDate,
  period: isOneOf('week', 'month'),
  offers: isListOf(isName, 1),
  leaving: isOneOf(...leavings),
  open: isMadeOf<OpenedContracts>({
    period: isMaybeNull(isDate),
    which: isOneOf('kept', ...shownWhiches, ...termWhiches),
  }),
  saved: isName,
});

/** The question that the address holds; undefined while it has no dates. */
export const askContracts = ({
  open,
  saved,
  from,
  to,
  ...rest
}: ContractsSearch): ContractsAskInput | undefined =>
  from === undefined || to === undefined ? undefined : { ...rest, from, to };

/** The last twelve months. */
export const firstContracts = ({ span }: Pick<Catalogue, 'span'>): ContractsSearch => ({
  from: laterOf(monthStart(addMonths(span.last, -11)), monthStart(span.first)),
  to: monthEnd(monthStart(span.last)),
});

/** Where a kept question is shown. */
export const contractsLink = keptAt('/w/$slug/contract-retention', readContractsSearch);
