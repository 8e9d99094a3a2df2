import type { GroupsAskInput } from '#src/insights/groups/index.ts';
import { isDate, isFilters, isListOf, isText, readAddress, recordOf } from '../../ui/address.ts';
import { type ComparedQuestion, type GroupArm, isCompared } from '../../ui/comparable.ts';
import { keptAt } from '../../ui/kept-at.ts';

/** What the address of the comparison holds: the question as it is asked, and what is open. */
export interface CompareSearch extends Partial<GroupsAskInput> {
  /** The people that are open: `0/hits/kept_1`. */
  open?: string;
  saved?: string;
}

const isQuestion = (value: unknown): value is ComparedQuestion => {
  const { of, ask } = recordOf(value);
  return isCompared(of) && typeof ask === 'object' && ask !== null;
};

const isArm = (value: unknown): value is GroupArm => {
  const { kind, list, from, to, name, people } = recordOf(value);
  if (kind === 'list') return isText(list);
  if (kind === 'range') return isDate(from) && isDate(to);
  return kind === 'people' && isText(name) && isFilters(people);
};

export const readCompareSearch = (address: Record<string, unknown>): CompareSearch =>
  readAddress<CompareSearch>(address, {
    question: isQuestion,
    arms: isListOf(isArm),
    figure: isText,
    open: isText,
    saved: isText,
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
