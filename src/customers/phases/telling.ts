import { happeningsUnder, type LifeAsk } from './eras.ts';
import { Judging } from './judging.ts';
import type { Life } from './life.ts';
import { Machine } from './machine.ts';
import { Timeline } from './timeline.ts';

/** So far ahead it is looked when time alone moves somebody. */
const aheadDays = 400;

/**
 * The life of one customer with one offer: every move, judged at each happening and at each local midnight.
 *
 * Plain: of the same facts, eras and instant it is the same, whoever computes it and when.
 */
export function lifeOf(ask: LifeAsk): Life {
  const judging = new Judging(ask);
  const machine = new Machine(ask, judging);
  live(machine, new Timeline(happeningsUnder(ask), judging.visits), ask);
  const { warnings, watched } = judging.silence;
  return {
    moves: machine.moves,
    due: machine.due,
    warnings,
    watched,
    lastVisit: ask.facts.visits?.findLast((at) => at < ask.asOf) ?? null,
  };
}

/** Day after day; days on which nothing can change are passed over. */
function live(machine: Machine, timeline: Timeline, ask: LifeAsk): void {
  const { days, asOf } = ask;
  const lastDay = days.dayOf(asOf) + aheadDays;
  const nextEvent = () => (timeline.nextAt === null ? null : days.dayOf(timeline.nextAt));
  let day = nextEvent();
  while (day !== null && day <= lastDay && machine.due === null) {
    liveOn(day, machine, timeline, ask);
    day = machine.isRestless(day) ? day + 1 : nextEvent();
  }
  // Whatever no night moves waits for what is known to come, however far it is.
  if (day !== null && !machine.isRestless(day) && timeline.nextAt !== null)
    machine.waitsUntil(timeline.nextAt);
}

/** The night first, then what happened by its time. */
function liveOn(day: number, machine: Machine, timeline: Timeline, { days, asOf }: LifeAsk): void {
  machine.night(day, days.startOf(day));
  const end = days.startOf(day + 1);
  while (machine.due === null) {
    const at = timeline.nextAt;
    if (at === null || at >= end) return;
    if (at >= asOf) machine.waitsUntil(at);
    else {
      const happening = timeline.pass();
      if (happening === null) machine.visited(at, day);
      else machine.happens(happening, day);
    }
  }
}
