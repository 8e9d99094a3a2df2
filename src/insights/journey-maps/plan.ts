import { DomainError } from '#src/basics/errors.ts';
import type { Engines } from '#src/customers/frame/index.ts';
import { type Plan as FunnelPlan, planned as plannedFunnel } from '#src/insights/funnels/index.ts';
import { type BoundStep, boundSteps, type Drawn, sound } from './drawn.ts';
import type { FiguresAsk } from './figures-ask.ts';
import { drawnMap } from './kept.ts';

/** A question about a map, with its circumstances settled: its measured steps are those of a funnel in order. */
export interface MapPlan extends FunnelPlan {
  readonly map: { readonly id: string; readonly name: string; readonly version: number } | null;
  readonly drawn: Drawn;
  readonly bound: readonly BoundStep[];
}

/** Which map is meant. @throws DomainError `journey_maps.unknown`, `journey_maps.unknown_version`, those of `sound` */
export async function drawnBy(
  { records }: Pick<Engines, 'records'>,
  of: FiguresAsk['of'],
): Promise<Pick<MapPlan, 'map' | 'drawn' | 'bound'>> {
  if ('drawn' in of) return { map: null, drawn: sound(of.drawn), bound: boundSteps(of.drawn) };
  const { id, name, shown } = await drawnMap(records, of.map, of.version);
  return { map: { id, name, version: shown.version }, drawn: shown.drawn, bound: boundSteps(shown.drawn) };
}

/**
 * Settles a question about a map.
 *
 * @throws DomainError those of `drawnBy`, `funnels.impossible_window`, `insights.too_many_periods`, `insights.empty_range`,
 * `insights.no_such_date`, and those of the people's conditions; `journey_maps.nothing_measured` where no step is bound
 */
export async function planned(engines: Engines, ask: FiguresAsk): Promise<MapPlan> {
  const told = await drawnBy(engines, ask.of);
  const { of: _, ...frame } = ask;
  if (told.bound.length === 0) {
    throw new DomainError('journey_maps.nothing_measured', {
      field: 'of',
      expected: 'a map with a step that is bound to an event',
    });
  }
  const funnel = await plannedFunnel(engines, {
    ...frame,
    steps: told.bound.map(({ step: { matches } }) => {
      const [first = { event: null, where: [] }, ...or] = matches;
      return { ...first, within: null, ...(or.length === 0 ? {} : { or }) };
    }),
    order: 'ordered',
    window: told.drawn.window,
    exclusions: [],
    trend: 'month',
    breakdown: null,
  });
  return { ...funnel, ...told };
}

/** A measured step by its id. @throws DomainError `journey_maps.no_such_step` */
export function boundStep({ bound }: Pick<MapPlan, 'bound'>, id: string): BoundStep {
  const found = bound.find(({ step }) => step.id === id);
  if (found !== undefined) return found;
  throw new DomainError('journey_maps.no_such_step', {
    kind: 'not_found',
    field: 'which.step',
    expected: 'the id of a step of the map that is bound to events',
    got: id,
  });
}
