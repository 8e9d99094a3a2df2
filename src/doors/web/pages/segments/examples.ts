import type { Condition, SegmentRule } from '#src/customers/segment-rules/index.ts';
import type { Catalogue } from '../../ui/catalogue.ts';
import { likelyValue } from '../../ui/presence.ts';
import type { Of } from './rule.ts';

type Did = Of<'did'>;

/** Somebody did an event at least so often. */
export const did = (event: string | null, times: number, window: Did['window']): Did => ({
  kind: 'did',
  inside: true,
  match: { event, where: [] },
  amount: { kind: 'times', how: 'at_least', times },
  window,
});

const lastDays = (amount: number): Did['window'] => ({ kind: 'last', amount, unit: 'days' });
const all = (...conditions: Condition[]): SegmentRule => ({ match: 'all', conditions });

/** A segment that is ready to be looked at, of which a reader learns what rules can say. */
export interface Example {
  readonly id: 'active' | 'silent' | 'regular';
  /** What it names. */
  readonly event: string | null;
  readonly rule: SegmentRule;
}

/** Three segments that fit what arrives here: those who are active, those gone silent, those who do much of what matters. */
export function examplesOf({ events }: Pick<Catalogue, 'events'>): Example[] {
  const event = likelyValue(events) ?? null;
  return [
    { id: 'active', event: null, rule: all(did(null, 1, lastDays(7))) },
    {
      id: 'silent',
      event: null,
      rule: all(did(null, 3, { kind: 'before_last', days: 14 }), {
        ...did(null, 1, lastDays(14)),
        inside: false,
      }),
    },
    { id: 'regular', event, rule: all(did(event, 3, lastDays(30))) },
  ];
}
