import type { GroupsAskInput } from '#src/insights/groups/index.ts';
import {
  type AddressReader,
  addressOf,
  type Framed,
  frameChecks,
  isDate,
  isFilters,
  isListOf,
  isMadeOf,
  isMatch,
  isName,
  isOfKind,
  isPeriod,
  isReadBy,
  isWhole,
  recordOf,
} from '../../ui/address.ts';
import { type ComparedQuestion, type GroupArm, isCompared } from '../../ui/comparable.ts';
import type { Match } from '../../ui/conditions.ts';
import type { PeriodName } from '../../ui/dates.ts';
import { type Deed, isDeed } from '../../ui/deed.ts';
import { keptAt } from '../../ui/kept-at.ts';
import { askOf as askStages, readAarrrSearch } from '../aarrr/search.ts';
import { askOf as askGained, readAcquisitionSearch } from '../acquisition/search.ts';
import { askOf as askAdoption, readAdoptionSearch } from '../adoption/search.ts';
import { askContracts, readContractsSearch } from '../contract-retention/search.ts';
import { askOf as askHabit, readHabitSearch } from '../habit/search.ts';
import { readHealthSearch } from '../health/search.ts';
import { askOf as askLifecycle, readLifecycleSearch } from '../lifecycle/search.ts';
import { askMissions, readMissionsSearch } from '../missions/search.ts';
import { askOf as askPaths, readPathSearch } from '../paths/search.ts';
import { askOf as askPhases, readPhasesSearch } from '../phases/search.ts';
import { askOf as askRevenue, readRevenueSearch } from '../revenue/search.ts';
import { askSeasons, readSeasonsSearch } from '../seasons/search.ts';
import { askSignups, readSignupsSearch } from '../signup-seasons/search.ts';
import { askOf as askSought, readSoughtSearch } from '../sought/search.ts';
import { askOf as askMissed, readStepFailureSearch } from '../step-failure/search.ts';
import { askOf as askStickiness, readStickinessSearch } from '../stickiness/search.ts';
import { readSurvivalSearch } from '../survival/search.ts';
import { askOf as askWaits, readTimeToValueSearch } from '../time-to-value/search.ts';

/** What the address of the comparison holds: the question as it is asked, and what is open. */
export interface CompareSearch extends Partial<GroupsAskInput> {
  /** The people that are open: `0/hits/kept_1`. */
  open?: string;
  saved?: string;
}

/** Whether a page can draw a question: every part of it is read, and it is whole. */
const isAskOf =
  <Search>(read: AddressReader<Search>, askOf: (search: Search) => unknown) =>
  (value: unknown): boolean =>
    isDrawn(read)(value) && askOf(read(recordOf(value))) !== undefined;

/** Whether every part of a question is one that a page can draw. */
const isDrawn =
  <Search>(read: AddressReader<Search>) =>
  (value: unknown): boolean =>
    typeof value === 'object' && value !== null && read.unread(recordOf(value)).length === 0;

const range = { ...frameChecks, from: isDate, to: isDate };
const isRegularity = isAskOf(readStickinessSearch, askStickiness);

/** What can be compared, each with what tells whether its question can be drawn. */
const isAsked: Readonly<Record<ComparedQuestion['of'], (ask: unknown) => boolean>> = {
  'aarrr.board': isAskOf(readAarrrSearch, askStages),
  'acquisition.table': isAskOf(readAcquisitionSearch, askGained),
  'lifecycle.grid': isAskOf(readLifecycleSearch, askLifecycle),
  'stickiness.grid': isRegularity,
  'stickiness.ratios': isRegularity,
  'stickiness.share': isRegularity,
  'habit.grid': isAskOf(readHabitSearch, askHabit),
  'adoption.grid': isAskOf(readAdoptionSearch, askAdoption),
  'value.sought': isAskOf(readSoughtSearch, askSought),
  'survival.contracts': isDrawn(readSurvivalSearch),
  'missions.outcomes': isAskOf(readMissionsSearch, askMissions),
  'signup-seasons.cohorts': isAskOf(readSignupsSearch, askSignups),
  'phases.board': isAskOf(readPhasesSearch, askPhases),
  'health.summary': isDrawn(readHealthSearch),
  'revenue.churn': isAskOf(readRevenueSearch, askRevenue),
  'revenue.retention': isAskOf(readRevenueSearch, askRevenue),
  'revenue.repurchase': isAskOf(
    addressOf<{ match?: Match; within?: number } & Range>({
      ...range,
      match: isMatch,
      within: isWhole(1, 3660),
    }),
    ({ from, to }) => from && to,
  ),
  'seasons.returns': isAskOf(readSeasonsSearch, askSeasons),
  'contract-retention.periods': isAskOf(readContractsSearch, askContracts),
  'aha.rate': isAskOf(
    addressOf<{ definition?: string; version?: number } & Range>({
      ...range,
      definition: isName,
      version: isWhole(1),
    }),
    ({ definition, from, to }) => definition && from && to,
  ),
  'time-to-value.curve': isAskOf(readTimeToValueSearch, askWaits),
  'time-to-value.retaking': isAskOf(
    addressOf<{ value?: Deed; period?: PeriodName; tolerance?: number } & Range>({
      ...range,
      value: isDeed,
      period: isPeriod,
      tolerance: isWhole(0),
    }),
    ({ value, from, to }) => value && from && to,
  ),
  'paths.tree': isAskOf(readPathSearch, askPaths),
  'step-failure.ranking': isAskOf(readStepFailureSearch, askMissed),
};

interface Range extends Framed {
  from?: string;
  to?: string;
}

const isQuestion = (value: unknown): value is ComparedQuestion => {
  const { of, ask } = recordOf(value);
  return isCompared(of) && isAsked[of](ask);
};

const isArm = isOfKind<GroupArm>('kind', {
  list: isMadeOf({ list: isName }),
  range: isMadeOf({ from: isDate, to: isDate }),
  people: isMadeOf({ name: isName, people: isFilters }),
});

export const readCompareSearch = addressOf<CompareSearch>({
  question: isQuestion,
  arms: isListOf(isArm),
  figure: isName,
  open: isReadBy(readOpen),
  saved: isName,
});

/** The question that the address holds; undefined until it has two groups. */
export function askOf({ question, arms, figure }: CompareSearch): GroupsAskInput | undefined {
  if (question === undefined || arms === undefined || arms.length < 2) return undefined;
  return { question, arms, ...(figure === undefined ? {} : { figure }) };
}

/** Where a kept question is shown. */
export const compareLink = keptAt('/w/$slug/compare', readCompareSearch);

/** Whose people are open: of which group, by which figure, those of whom it holds or all who count. */
export interface OpenGroup {
  readonly arm: number;
  readonly which: 'hits' | 'total';
  readonly figure: string;
}

export const writeOpen = ({ arm, which, figure }: OpenGroup): string => `${arm}/${which}/${figure}`;

export function readOpen(open: string | undefined): OpenGroup | undefined {
  const [arm = '', which = '', ...figure] = (open ?? '').split('/');
  if (!/^\d+$/.test(arm) || (which !== 'hits' && which !== 'total')) return undefined;
  return { arm: Number(arm), which, figure: figure.join('/') };
}
