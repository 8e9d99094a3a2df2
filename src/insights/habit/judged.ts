import type { Context } from '#src/access/index.ts';
import { requireKnown } from '#src/customers/event-match/index.ts';
import { type Engines, framed, limits } from '#src/customers/frame/index.ts';
import { deedAsked, requireByDay, settledDeed } from '#src/customers/value/index.ts';
import { turn } from '#src/insights/aside/index.ts';
import type { HabitAsk } from './ask.ts';
import { cutOf, signP } from './decision.ts';
import { type HabitPlan, habitPlan, signPeople, signRows } from './rows.ts';

/** A question settled, with what is beyond chance once everybody is judged. */
export interface Judged {
  readonly plan: HabitPlan;
  readonly cut: number;
}

/**
 * @throws DomainError `insights.unknown_event`, `insights.unknown_property`, `value.not_by_day`, those of `settledDeed` and of
 * the people's conditions
 */
export async function judgedOf(context: Context, ask: HabitAsk): Promise<Judged> {
  const value = await settledDeed(context, ask.value, 'value');
  requireByDay(value, 'value');
  const plan = habitPlan(await framed(context, ask), ask, value);
  await requireKnown(context, deedAsked('value', value));
  return { plan, cut: await cutFor(context, plan) };
}

/** Signs weighed before others have their turn: some 10 ms. */
const inOneTurn = 2_000;

/**
 * What is beyond chance among everybody of a question.
 *
 * Nobody is a row: first the signs that anybody shows, each by itself, of which there are some thousands (22,000 of 56,000 people of
 * every habit there is, over 26 weeks); then how
 * many people have each as their least likely one. Shapes of whole people would be nearly as many as people.
 */
async function cutFor(engines: Engines, plan: HabitPlan): Promise<number> {
  const signs = (await engines.warehouse.rows(signRows(plan), limits(engines))).map(({ sign }) =>
    Number(sign),
  );
  if (signs.length === 0) return 0;
  const pOf = new Map<number, number>();
  for (const [at, sign] of signs.entries()) {
    if (at % inOneTurn === 0) await turn();
    pOf.set(sign, signP(sign, plan.weeks));
  }
  const ps = [...new Set(pOf.values())].sort((a, b) => a - b);
  const placeOf = new Map(ps.map((p, place) => [p, place]));
  const places = signs.map((sign) => placeOf.get(pOf.get(sign) ?? 1) ?? ps.length);
  const rows = await engines.warehouse.rows(
    signPeople(plan, { signs, places, none: ps.length }),
    limits(engines),
  );
  return cutOf(rows.map(({ place, people }) => ({ p: ps[Number(place)] ?? 1, people: Number(people) })));
}
