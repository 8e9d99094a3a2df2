import type { Condition } from '#src/customers/segment-rules/index.ts';
import type { Catalogue, Score } from '../../ui/catalogue.ts';
import { likelyValue } from '../../ui/presence.ts';
import { did } from './examples.ts';
import type { Of, Path, Unit } from './rule.ts';

export type Kind = Condition['kind'];

/** What a menu offers; a score is asked for as a trait. */
export type Offered = Kind | 'score';

/** What a menu of conditions offers, by what they are about. */
export const kindsOffered = {
  deeds: ['did', 'when', 'sequence'],
  being: ['trait', 'score', 'phase', 'contract', 'list', 'segment'],
  around: ['account', 'people', 'group'],
} as const satisfies Record<string, readonly Offered[]>;

/** Where a new condition shall stand. */
export interface Place {
  readonly unit: Unit;
  readonly path: Path;
  /** The kinds of the conditions that hold it, outer ones first. */
  readonly within: readonly Kind[];
  /** The segment that is changed: it cannot ask for itself. */
  readonly segment?: string | undefined;
}

/** Whether a condition of that kind may stand there. */
export function mayStand(kind: Offered, { unit, within }: Pick<Place, 'unit' | 'within'>): boolean {
  if (kind === 'account' && unit === 'account') return false;
  if (kind === 'people' && unit === 'customer') return false;
  if (kind === 'group') return within.length === 0;
  if (kind === 'account' || kind === 'people') return within.every((one) => one === 'group');
  return true;
}

/** Segments and lists of those who are counted, whom a condition may name. */
export const segmentsOffered = (
  { segments }: Pick<Catalogue, 'segments'>,
  { unit, segment }: Pick<Place, 'unit' | 'segment'>,
) => segments.filter((one) => one.unit === unit && !one.retired && one.id !== segment);

export const listsOffered = ({ lists }: Pick<Catalogue, 'lists'>, { unit }: Pick<Place, 'unit'>) =>
  lists.filter((one) => one.unit === unit);

export const scoresOffered = ({ scores }: Pick<Catalogue, 'scores'>, { unit }: Pick<Place, 'unit'>) =>
  scores.filter((one) => one.unit === unit);

/** The likely test of a score: a low figure, or red. */
export const scoreTest = ({ trait, number }: Pick<Score, 'trait' | 'number'>): Of<'trait'> =>
  number
    ? { kind: 'trait', trait, how: 'less', values: ['50'] }
    : { kind: 'trait', trait, how: 'is', values: ['red'] };

/** A condition to begin with, whole at once; undefined where there is nothing that it could name. */
export function beginningOf(kind: Offered, catalogue: Catalogue, place: Place): Condition | undefined {
  const event = likelyValue(catalogue.events) ?? null;
  const match = { event, where: [] };
  switch (kind) {
    case 'did':
      return did(event, 1, { kind: 'last', amount: 30, unit: 'days' });
    case 'when':
      return {
        kind,
        inside: true,
        which: 'first',
        match,
        window: { kind: 'last', amount: 30, unit: 'days' },
      };
    case 'sequence':
      return {
        kind,
        inside: true,
        steps: [
          { event: catalogue.events.find((one) => one.event !== event)?.event ?? null, where: [] },
          match,
        ],
        within: { amount: 7, unit: 'days' },
        window: { kind: 'ever' },
      };
    case 'contract':
      return { kind, inside: true, offers: [], states: ['running'], termWithinDays: null };
    case 'phase':
      return { kind, inside: true, phases: ['loyalty'], statuses: [], offer: null };
    case 'trait': {
      const [trait] = catalogue.traits;
      return trait === undefined ? undefined : { kind, trait, how: 'set', values: [] };
    }
    case 'score': {
      const [score] = scoresOffered(catalogue, place);
      return score && scoreTest(score);
    }
    case 'list': {
      const [list] = listsOffered(catalogue, place);
      return list && { kind, inside: true, list: list.id };
    }
    case 'segment': {
      const [segment] = segmentsOffered(catalogue, place);
      return segment && { kind, inside: true, segment: segment.id };
    }
    case 'people':
      return {
        kind,
        inside: true,
        least: 1,
        match: 'all',
        conditions: [did(event, 1, { kind: 'last', amount: 30, unit: 'days' })],
      };
    default:
      return {
        kind,
        inside: true,
        match: kind === 'group' ? 'any' : 'all',
        conditions: [did(event, 1, { kind: 'last', amount: 30, unit: 'days' })],
      };
  }
}
