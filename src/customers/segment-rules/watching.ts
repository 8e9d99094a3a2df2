import type { Unit } from '#src/customers/traits/index.ts';
import type { News } from '#src/customers/upkeep/index.ts';
import { type Condition, placed, type SegmentRule, type Window } from './ask.ts';
import { eventsNamed } from './settling.ts';

/** What may move somebody into or out of a segment. */
export interface Watch {
  /** Names of events; null among them for any. */
  readonly events: ReadonlySet<string | null>;
  readonly traits: boolean;
  readonly accounts: boolean;
  readonly contracts: boolean;
  readonly phases: boolean;
  /** It asks for a score, which changes when scores are judged. */
  readonly scores: boolean;
  /** It may hold for somebody who did nothing it names: whoever is new may be one of them. */
  readonly anybody: boolean;
  /** Segments whose members it asks for. */
  readonly segments: readonly string[];
  /** Time alone may move somebody from one instant to the next; else at midnight, when what was told ahead comes true. */
  readonly instants: boolean;
}

/** What a rule has to be looked at anew for. */
export function watchOf(rule: SegmentRule, unit: Unit): Watch {
  const conditions = placed(rule.conditions, unit).map(({ condition }) => condition);
  const has = (...kinds: Condition['kind'][]) => conditions.some(({ kind }) => kinds.includes(kind));
  const windows = conditions.flatMap((condition): Window[] =>
    'window' in condition ? [condition.window] : [],
  );
  const instants = windows.some((window) => window.kind === 'last' && window.unit === 'hours');
  return {
    events: new Set(conditions.flatMap(eventsNamed).map(({ event }) => event)),
    traits: has('trait'),
    accounts: unit === 'account' || has('account', 'people'),
    contracts: has('contract'),
    phases: has('phase'),
    scores: conditions.some((one) => one.kind === 'trait' && one.trait.startsWith('score:')),
    anybody: conditions.some(holdsForNothing),
    segments: [...new Set(conditions.flatMap((one) => (one.kind === 'segment' ? [one.segment] : [])))],
    instants,
  };
}

/** Whether it may hold for somebody of whom nothing is known. */
function holdsForNothing(condition: Condition): boolean {
  if (condition.kind === 'trait') return ['is_not', 'contains_not', 'not_set'].includes(condition.how);
  if (!condition.inside) return true;
  if (condition.kind !== 'did') return false;
  const { amount } = condition;
  if (amount.kind === 'quantity') return amount.how === 'less' || amount.quantity <= 0;
  return amount.how !== 'at_least' && (amount.how === 'at_most' || amount.times === 0);
}

/** Whether what arrived may have moved somebody. */
export function concerns({ everything, customers, events, traits, accounts }: News, watch: Watch): boolean {
  if (everything) return true;
  if (customers.length === 0 && accounts.size === 0) return false;
  if (watch.anybody || watch.phases) return true;
  if (traits && (watch.traits || watch.accounts)) return true;
  if (watch.accounts && accounts.size > 0) return true;
  if (watch.contracts && [...events].some((event) => event.startsWith('perdure.contract_'))) return true;
  return [...events].some((event) => watch.events.has(event)) || watch.events.has(null);
}
