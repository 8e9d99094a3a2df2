import type { SegmentRule } from '#src/customers/segment-rules/index.ts';
import { addressOf, isName, isOneOf, isText, isTrue, recordOf } from '../../ui/address.ts';
import type { Opening } from '../../ui/Questions.tsx';
import type { Unit } from './rule.ts';
import { isRule } from './rule-check.ts';

/** What the address of the page of segments holds. */
export interface SegmentsSearch {
  search?: string;
  sort?: 'size' | 'latest';
}

/** By name, where no order is asked for. */
export const readSegmentsSearch = addressOf<SegmentsSearch>({
  search: isName,
  sort: isOneOf('size', 'latest'),
});

/** What the address of one segment holds: whether its members are open, and of whom it is asked why. */
export interface SegmentSearch {
  people?: true;
  who?: string;
  /** The kept question that was opened. */
  saved?: string;
}

export const readSegmentSearch = addressOf<SegmentSearch>({
  people: isTrue,
  who: isName,
  saved: isName,
});

/** Where a segment's curve that was kept is shown; where segments are listed, for what names none. */
export function segmentLink(slug: string, ask: unknown, saved: string): Opening {
  const { id } = recordOf(ask);
  if (!isText(id)) return { to: '/w/$slug/segments', params: { slug } };
  return { to: '/w/$slug/segments/$id', params: { slug, id }, search: { saved } };
}

/** What the address of the editor holds: the whole rule, so that it can be shared before it is kept. */
export interface RuleSearch {
  /** The segment that is changed; a new one where none is. */
  segment?: string;
  name?: string;
  unit?: Unit;
  rule?: SegmentRule;
}

export const readRuleSearch = addressOf<RuleSearch>({
  segment: isName,
  name: isName,
  unit: isOneOf('customer', 'account'),
  rule: isRule,
});
