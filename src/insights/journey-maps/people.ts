import type { Sql } from '#src/basics/sql.ts';
import { type Engines, listedBy, type PeopleBehind } from '#src/customers/frame/index.ts';
import { peopleBetween } from './between.ts';
import type { MapPeopleAsk } from './figures-ask.ts';
import { boundStep, type MapPlan, planned } from './plan.ts';
import { peopleStaying } from './staying.ts';
import { besidesThem, everybodyAt, peopleAt } from './tallies.ts';

type Question = Pick<MapPeopleAsk, 'ask' | 'which' | 'onlyOver'>;

/** Those behind a figure of a map. @throws DomainError those of `planned`, `journey_maps.no_such_step` */
async function whoIs(engines: Engines, question: Question): Promise<PeopleBehind> {
  const plan = await planned(engines, question.ask);
  return { frame: plan, people: meant(plan, question) };
}

export const { page: pageOf, everyone: everyoneBehind } = listedBy(whoIs);

function meant(plan: MapPlan, { which, onlyOver }: Question): Sql {
  if (which.kind === 'entered') return peopleAt(plan, 1, 'did', onlyOver);
  if (which.kind === 'besides') return besidesThem(plan);
  const { place } = boundStep(plan, which.step);
  if (which.kind === 'everybody') return everybodyAt(plan, place);
  if (which.kind === 'staying') return peopleStaying(plan, place, which);
  if (which.kind === 'between') return peopleBetween(plan, place, which.event);
  return peopleAt(plan, place, which.kind, onlyOver);
}
