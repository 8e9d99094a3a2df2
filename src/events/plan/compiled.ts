import type { Plan, PlannedProperty, Rules } from './document.ts';

/** A plan made ready for judging a stream of events. */
export interface CompiledPlan {
  readonly rules: Rules;
  /** Events in use, by name. */
  readonly events: ReadonlyMap<string, CompiledEvent>;
  /** Recorded clicks that have a name of their own, by the event they arrive as. */
  readonly clicks: ReadonlyMap<string, readonly Clicks[]>;
  /** False where every rule accepts and no click has a name: nothing is looked at. */
  readonly judges: boolean;
}

/** What is looked at in an event. */
export interface CompiledEvent {
  readonly required: readonly string[];
  readonly properties: ReadonlyMap<string, CompiledProperty>;
  /** False where no rule can say anything about its properties: they are not read. */
  readonly judges: boolean;
}

/** What a property's value has to be. */
export interface CompiledProperty {
  readonly type: PlannedProperty['type'];
  readonly values: ReadonlySet<string | number> | null;
}

/** One property by which recorded clicks are told apart. */
interface Clicks {
  readonly property: string;
  readonly names: ReadonlyMap<string, string>;
}

/** Made once per version: events and properties that are only proposed are left out. */
export function compilePlan({ rules, events }: Plan): CompiledPlan {
  const used = events.filter((event) => event.active);
  const clicks = clicksOf(used);
  return {
    rules,
    events: new Map(used.map((event) => [event.name, compiledEvent(event.properties, rules)])),
    clicks,
    judges: clicks.size > 0 || Object.values(rules).some((rule) => rule !== 'accept'),
  };
}

function compiledEvent(all: readonly PlannedProperty[], rules: Rules): CompiledEvent {
  const used = all.filter((property) => property.active);
  const required = rules.missingProperty === 'accept' ? [] : used.filter((one) => one.required);
  return {
    required: required.map((property) => property.name),
    properties: new Map(
      used.map(({ name, type, values }) => [
        name,
        { type, values: values === null ? null : new Set(values) },
      ]),
    ),
    judges:
      required.length > 0 ||
      rules.unplannedProperty !== 'accept' ||
      (rules.wrongType !== 'accept' && used.some(({ type }) => type !== 'any')) ||
      (rules.valueNotAllowed !== 'accept' && used.some(({ values }) => values !== null)),
  };
}

function clicksOf(events: Plan['events']): Map<string, Clicks[]> {
  const actions = events.flatMap(({ name, uiAction }) => (uiAction === null ? [] : [{ name, ...uiAction }]));
  return new Map(
    [...Map.groupBy(actions, ({ event }) => event)].map(([event, own]) => [
      event,
      [...Map.groupBy(own, ({ property }) => property)].map(([property, named]) => ({
        property,
        names: new Map(named.map(({ value, name }) => [value, name])),
      })),
    ]),
  );
}
