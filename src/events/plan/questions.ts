import type { Plan } from './document.ts';

/** Whether the plan collects what a question needs. */
export interface Answerability {
  readonly id: string;
  readonly question: string;
  readonly decision: string;
  readonly answerable: boolean;
  /** What is not collected and would have to be; property null: the event itself. */
  readonly lacks: readonly { readonly event: string; readonly property: string | null }[];
}

/** Each planned question, with what it lacks: an event or a property that is not in use. */
export function answerability(plan: Plan): Answerability[] {
  const collected = new Map(
    plan.events
      .filter((event) => event.active)
      .map((event) => [
        event.name,
        new Set(event.properties.filter((one) => one.active).map((one) => one.name)),
      ]),
  );
  return plan.questions.map(({ id, question, decision, needs }) => {
    const lacks = needs.flatMap(({ event, properties }): { event: string; property: string | null }[] => {
      const has = collected.get(event);
      if (has === undefined) return [{ event, property: null }];
      return properties.filter((one) => !has.has(one)).map((property) => ({ event, property }));
    });
    return { id, question, decision, answerable: lacks.length === 0, lacks };
  });
}

/**
 * The plan without an event, or without one of its properties: what dropping it would come to.
 *
 * @param property null: the whole event
 */
export const dropped = (plan: Plan, event: string, property: string | null): Plan => ({
  ...plan,
  events: plan.events.flatMap((one) => {
    if (one.name !== event) return [one];
    if (property === null) return [];
    return [{ ...one, properties: one.properties.filter((own) => own.name !== property) }];
  }),
});
