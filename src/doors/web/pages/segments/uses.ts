import type { Segment } from '#src/customers/segments/index.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import type { Filters } from '../../ui/conditions.ts';
import type { PlaceAddress } from '../../ui/places.ts';
import type { Word } from '../../words/index.ts';
import type { CompareSearch } from '../compare/search.ts';
import { askOf, firstLifecycle } from '../lifecycle/search.ts';
import type { Unit } from './rule.ts';

/** What can be asked of a segment, in the order of the left bar. */
const asked = [
  { to: '/w/$slug', word: 'shell.today' },
  { to: '/w/$slug/retention', word: 'shell.retention' },
  { to: '/w/$slug/lifecycle', word: 'shell.lifecycle' },
  { to: '/w/$slug/funnels', word: 'shell.funnels' },
  { to: '/w/$slug/stickiness', word: 'shell.stickiness' },
  { to: '/w/$slug/habit', word: 'shell.habit' },
  { to: '/w/$slug/adoption', word: 'shell.adoption' },
  { to: '/w/$slug/aarrr', word: 'shell.aarrr' },
  { to: '/w/$slug/acquisition', word: 'shell.acquisition' },
  { to: '/w/$slug/survival', word: 'shell.survival' },
  { to: '/w/$slug/aha', word: 'shell.aha' },
  { to: '/w/$slug/time-to-value', word: 'shell.time-to-value' },
  { to: '/w/$slug/paths', word: 'shell.paths' },
  { to: '/w/$slug/step-failure', word: 'shell.step-failure' },
  { to: '/w/$slug/contract-retention', word: 'shell.contract-retention' },
  { to: '/w/$slug/seasons', word: 'shell.seasons' },
  { to: '/w/$slug/signup-seasons', word: 'shell.signup-seasons' },
  { to: '/w/$slug/missions', word: 'shell.missions' },
  { to: '/w/$slug/revenue', word: 'shell.revenue' },
  { to: '/w/$slug/phases', word: 'shell.phases' },
  { to: '/w/$slug/health', word: 'shell.health' },
] as const satisfies readonly { to: PlaceAddress; word: Word }[];

interface Used {
  readonly people: Filters;
  readonly unit?: Unit;
  readonly account?: true;
  readonly kind?: Unit;
}

type Kept = Pick<Segment, 'id' | 'name' | 'unit'>;

const inside = (id: string, is = true): Filters => [{ kind: 'segment', segment: id, inside: is }];

/**
 * The address of each insight, asked of a segment alone. Where accounts are counted is said in a word of its own by retention
 * and by Today; phases are of people, and are offered for them alone.
 */
export const insightsOf = ({ id, unit }: Kept, countingUnit: Unit) =>
  asked
    .filter(({ to }) => unit === 'customer' || to !== '/w/$slug/phases')
    .map(({ to, word }) => {
      const other = unit === countingUnit ? undefined : unit;
      return { to, word, search: { people: inside(id), ...unitSaid(to, other) } satisfies Used };
    });

/** @param other the unit, where the workspace counts another by itself */
function unitSaid(to: PlaceAddress, other: Unit | undefined): Partial<Used> {
  if (other === undefined || to === '/w/$slug/phases') return {};
  if (to === '/w/$slug/retention') return other === 'account' ? { account: true } : {};
  return to === '/w/$slug' ? { kind: other } : { unit: other };
}

/** Those in a segment beside everybody else: how each of both grows and shrinks, to begin with. */
export function comparedWithOthers(
  { id, name, unit }: Kept,
  catalogue: Pick<Catalogue, 'span'>,
  others: string,
): CompareSearch | undefined {
  const ask = askOf({ ...firstLifecycle(catalogue), unit });
  if (ask === undefined) return undefined;
  return {
    question: { of: 'lifecycle.grid', ask },
    arms: [
      { kind: 'people', name, people: inside(id) },
      { kind: 'people', name: others, people: inside(id, false) },
    ],
  };
}
