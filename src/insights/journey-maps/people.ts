import type { Sql } from '#src/basics/sql.ts';
import type { Members } from '#src/customers/lists/index.ts';
import { type Engines, everyoneIn, type PeoplePage, peoplePage } from '#src/insights/frame/index.ts';
import { peopleBetween } from './between.ts';
import type { MapPeopleAsk } from './figures-ask.ts';
import { boundStep, type MapPlan, planned } from './plan.ts';
import { peopleStaying } from './staying.ts';
import { besidesThem, everybodyAt, peopleAt } from './tallies.ts';

type Question = Pick<MapPeopleAsk, 'ask' | 'which' | 'onlyOver'>;

/** One page of the people behind a figure of a map, and how many there are. @throws DomainError those of `planned`, `journey_maps.no_such_step` */
export async function pageOf(engines: Engines, question: MapPeopleAsk): Promise<PeoplePage> {
  const plan = await planned(engines, question.ask);
  return peoplePage(engines, plan, meant(plan, question), question);
}

/** Everyone behind a figure, for keeping them as a list. @throws DomainError `lists.too_many`, as `pageOf` */
export async function everyoneBehind(engines: Engines, question: Question): Promise<Members> {
  const plan = await planned(engines, question.ask);
  return everyoneIn(engines, plan, meant(plan, question));
}

function meant(plan: MapPlan, { which, onlyOver }: Question): Sql {
  if (which.kind === 'entered') return peopleAt(plan, 1, 'did', onlyOver);
  if (which.kind === 'besides') return besidesThem(plan);
  const { place } = boundStep(plan, which.step);
  if (which.kind === 'everybody') return everybodyAt(plan, place);
  if (which.kind === 'staying') return peopleStaying(plan, place, which);
  if (which.kind === 'between') return peopleBetween(plan, place, which.event);
  return peopleAt(plan, place, which.kind, onlyOver);
}
