import type { ReceivedEvent } from '../intake/index.ts';
import type { CompiledEvent, CompiledPlan, CompiledProperty } from './compiled.ts';
import type { PropertyType } from './document.ts';
import { isOfType, withoutLoss } from './values.ts';

/** What does not conform. */
export type PlanReason =
  | 'plan.unknown_event'
  | 'plan.missing_property'
  | 'plan.wrong_type'
  | 'plan.value_not_allowed'
  | 'plan.unplanned_property';

/** One thing noticed about an event; property `''` where it is about the event itself. */
export interface Finding {
  readonly event: string;
  readonly property: string;
  readonly reason: PlanReason;
  readonly did: 'flagged' | 'fixed' | 'quarantined' | 'refused';
}

/** What becomes of an event under a plan. It is stored, as it came or fixed; or set aside, whole, with the reason. */
export type Judgement =
  | { readonly outcome: 'accepted'; readonly findings: readonly Finding[] }
  | {
      readonly outcome: 'fixed';
      /** The name it is stored under. */
      readonly event: string;
      /** JSON text. */
      readonly properties: string;
      readonly findings: readonly Finding[];
    }
  | {
      readonly outcome: 'quarantined' | 'refused';
      readonly reason: PlanReason;
      readonly field: string;
      readonly expected: string;
      readonly got: string;
      readonly findings: readonly Finding[];
    };

/** What of an event is judged. */
export type Judged = Pick<ReceivedEvent, 'type' | 'event' | 'properties'>;

const nothingNoticed: Judgement = { outcome: 'accepted', findings: [] };

/**
 * Judges one event. Pure; reads its properties only where a rule may say something about them.
 *
 * Who somebody is (identify, group, alias) is never judged. A page or a screen, an event of the client library's own
 * (`$…`) and one of Perdure's (`perdure.…`) are judged where they are planned and are never unknown. The severest
 * rule decides: refused before quarantined before fixed before flagged; what is set aside stays as it came.
 */
export function judgeByPlan(plan: CompiledPlan, { type, event, properties }: Judged): Judgement {
  if (!plan.judges || (type !== 'track' && type !== 'page' && type !== 'screen')) return nothingNoticed;
  const clicks = plan.clicks.get(event);
  let held: Held | undefined;
  let name = event;
  if (clicks !== undefined) {
    held = JSON.parse(properties) as Held; // intake lets only objects in
    name = nameOfClick(clicks, held) ?? event;
  }
  const planned = plan.events.get(name);
  if (planned === undefined) return unknown(plan, type, event);
  if (!planned.judges) return name === event ? nothingNoticed : renamed(name, properties, []);
  held ??= JSON.parse(properties) as Held; // as above
  const faults = faultsOf(plan, planned, held);
  if (faults.length === 0) return name === event ? nothingNoticed : renamed(name, properties, []);
  return decided({ event, name, properties }, faults);
}

type Held = Readonly<Record<string, unknown>>;

/** One rule's word on one property. */
interface Fault {
  readonly property: string;
  readonly reason: PlanReason;
  readonly did: Finding['did'];
  readonly expected: string;
  readonly value: unknown;
  readonly fixed?: string | number | boolean;
}

const severity = { flagged: 1, fixed: 2, quarantined: 3, refused: 4 } as const;
const doneBy = { flag: 'flagged', fix: 'fixed', quarantine: 'quarantined', refuse: 'refused' } as const;

function decided(
  { event, name, properties }: { event: string; name: string; properties: string },
  faults: readonly Fault[],
): Judgement {
  const findings = faults.map(({ property, reason, did }) => ({ event: name, property, reason, did }));
  const worst = faults.reduce((a, b) => (severity[b.did] > severity[a.did] ? b : a));
  if (worst.did === 'quarantined' || worst.did === 'refused') {
    const { reason, property, expected, value } = worst;
    return {
      outcome: worst.did,
      reason,
      field: plain(`properties.${property}`),
      expected,
      got: plain(value === undefined ? '' : (JSON.stringify(value) ?? '')),
      findings: findings.filter(({ did }) => did === worst.did),
    };
  }
  const fixes = new Map(
    faults.flatMap(({ property, fixed }) => (fixed === undefined ? [] : [[property, fixed] as const])),
  );
  if (fixes.size > 0) return renamed(name, withFixes(properties, fixes), findings);
  return name === event ? { outcome: 'accepted', findings } : renamed(name, properties, findings);
}

const renamed = (event: string, properties: string, findings: readonly Finding[]): Judgement => ({
  outcome: 'fixed',
  event,
  properties,
  findings,
});

function unknown({ rules }: CompiledPlan, type: string, event: string): Judgement {
  const rule = rules.unknownEvent;
  if (rule === 'accept' || type !== 'track' || event.startsWith('$') || event.startsWith('perdure.')) {
    return nothingNoticed;
  }
  const did = doneBy[rule];
  const reason = 'plan.unknown_event';
  const findings: readonly Finding[] = [{ event, property: '', reason, did }];
  if (did === 'flagged') return { outcome: 'accepted', findings };
  return {
    outcome: did,
    reason,
    field: 'event',
    expected: 'an event of the plan',
    got: plain(event),
    findings,
  };
}

function nameOfClick(
  clicks: NonNullable<ReturnType<CompiledPlan['clicks']['get']>>,
  held: Held,
): string | undefined {
  for (const { property, names } of clicks) {
    const value = Object.hasOwn(held, property) ? held[property] : undefined;
    const name = typeof value === 'string' ? names.get(value) : undefined;
    if (name !== undefined) return name;
  }
  return undefined;
}

function faultsOf({ rules }: CompiledPlan, { required, properties }: CompiledEvent, held: Held): Fault[] {
  const faults: Fault[] = [];
  for (const property of required) {
    const value = Object.hasOwn(held, property) ? held[property] : undefined;
    if ((value !== undefined && value !== null) || rules.missingProperty === 'accept') continue;
    const did = doneBy[rules.missingProperty];
    faults.push({ property, reason: 'plan.missing_property', did, expected: 'a value', value });
  }
  for (const property of Object.keys(held)) {
    const value = held[property];
    const planned = properties.get(property);
    if (planned === undefined) {
      if (rules.unplannedProperty === 'accept' || property.startsWith('$')) continue;
      const did = doneBy[rules.unplannedProperty];
      faults.push({
        property,
        reason: 'plan.unplanned_property',
        did,
        expected: 'properties of the plan',
        value,
      });
    } else if (value !== null) {
      faults.push(...ofPlanned(rules, property, planned, value));
    }
  }
  return faults;
}

/** What its type says of a value, and what the allowed ones say of it as it would be stored. */
function ofPlanned(
  rules: CompiledPlan['rules'],
  property: string,
  { type, values }: CompiledProperty,
  value: unknown,
): Fault[] {
  const fits = isOfType(value, type);
  const wrong = fits ? undefined : ofWrongType(rules.wrongType, { property, type, value });
  const stands = fits ? value : withoutLoss(value, type);
  const other =
    values === null || rules.valueNotAllowed === 'accept' || isAmong(values, stands)
      ? undefined
      : ofOtherValue(doneBy[rules.valueNotAllowed], property, value, values);
  return [wrong, other].filter((fault) => fault !== undefined);
}

const isAmong = (values: ReadonlySet<string | number>, value: unknown): boolean =>
  (typeof value === 'string' || typeof value === 'number') && values.has(value);

function ofWrongType(
  rule: CompiledPlan['rules']['wrongType'],
  { property, type, value }: { property: string; type: PropertyType; value: unknown },
): Fault | undefined {
  if (rule === 'accept') return undefined;
  const fixed = rule === 'fix' ? withoutLoss(value, type) : undefined;
  const did = rule === 'fix' && fixed === undefined ? 'quarantined' : doneBy[rule];
  const fault = { property, reason: 'plan.wrong_type', did, expected: kindNames[type], value } as const;
  return fixed === undefined ? fault : { ...fault, fixed };
}

function ofOtherValue(
  did: Finding['did'],
  property: string,
  value: unknown,
  values: ReadonlySet<string | number>,
): Fault {
  const some = [...values].slice(0, 10).join(', ');
  const expected = `one of ${some}${values.size > 10 ? ', …' : ''}`;
  return { property, reason: 'plan.value_not_allowed', did, expected, value };
}

const kindNames: Readonly<Record<PropertyType, string>> = {
  text: 'text',
  number: 'a number',
  integer: 'a whole number',
  boolean: 'true or false',
  date: 'an ISO 8601 date',
  list: 'a list',
  object: 'an object',
  any: 'anything',
};

interface ExactJson {
  rawJSON(text: string): unknown;
  parse(
    text: string,
    reviver: (key: string, value: unknown, context: { readonly source?: string }) => unknown,
  ): Held;
}

// `as`: the engine has had these since V8 11.4; TypeScript's library does not describe them yet
const exact = JSON as unknown as ExactJson;

/** Every other number keeps its digits. */
function withFixes(properties: string, fixes: ReadonlyMap<string, string | number | boolean>): string {
  const held = exact.parse(properties, (_key, value, { source }) =>
    typeof value === 'number' && source !== undefined ? exact.rawJSON(source) : value,
  );
  return JSON.stringify(
    Object.fromEntries(Object.entries(held).map(([key, value]) => [key, fixes.get(key) ?? value])),
  );
}

/** A short text that the records can hold. */
const plain = (text: string): string => text.slice(0, 200).replaceAll('\0', '␀').toWellFormed();
