import type { MissionsAskInput } from '#src/insights/missions/index.ts';
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
import { addMonths, monthEnd, monthStart } from '../../ui/dates.ts';
import { keptAt } from '../../ui/kept-at.ts';

export const outcomes = ['running', 'in_grace', 'renewed', 'not_renewed', 'cancelled_early'] as const;
export const missionWhich = ['all', ...outcomes, 'without_end'] as const;

/** Which number is open. */
export interface OpenedMissions {
  readonly which: (typeof missionWhich)[number];
  readonly offer: string | null;
}

/** What the address of the page of missions holds. */
export interface MissionsSearch extends Partial<MissionsAskInput> {
  open?: OpenedMissions;
  saved?: string;
}

const { unit, people, asOf } = frameChecks;

export const readMissionsSearch = addressOf<MissionsSearch>({
  unit,
  people,
  asOf,
  from: isDate,
  to: isDate,
  offers: isListOf(isName, 1),
  open: isMadeOf<OpenedMissions>({ which: isOneOf(...missionWhich), offer: isMaybeNull(isName) }),
  saved: isName,
});

/** The question that the address holds; undefined while it has no dates. */
export const askMissions = ({
  open,
  saved,
  from,
  to,
  ...rest
}: MissionsSearch): MissionsAskInput | undefined =>
  from === undefined || to === undefined ? undefined : { ...rest, from, to };

/** Missions that ended in the last twelve months, and those of the next three. */
export const firstMissions = ({ span }: Pick<Catalogue, 'span'>): MissionsSearch => ({
  from: monthStart(addMonths(span.last, -11)),
  to: monthEnd(monthStart(addMonths(span.last, 3))),
});

/** Where a kept question is shown. */
export const missionsLink = keptAt('/w/$slug/missions', readMissionsSearch);
