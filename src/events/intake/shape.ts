import { isObject, type Json } from './exact-json.ts';
import type { EventType } from './received-event.ts';

/**
 * How a journalled body is read. A `.batch` holds many events, the others one; `import` is taken as sent, whatever
 * the clocks say; `own` is what Perdure itself did, which may speak of an account alone. `segment.event`, `posthog.event` and `import.event` are how one set-aside event is read again.
 */
export type Shape =
  | `segment.${EventType | 'batch' | 'event'}`
  | `posthog.${'batch' | 'event'}`
  | `import.${'batch' | 'event'}`
  | `own.${'batch' | 'event'}`;

const types: readonly string[] = ['track', 'identify', 'page', 'screen', 'group', 'alias'];

export const isEventType = (value: unknown): value is EventType =>
  typeof value === 'string' && types.includes(value);

/**
 * The events of a body, in its order; undefined where the body is not of this shape.
 *
 * A batch is `{batch: […]}` or a bare list; what claims to be a batch and is a single event counts as one.
 */
export function eventsOf(body: Json, shape: string): readonly Json[] | undefined {
  if (!shape.endsWith('.batch')) return isObject(body) ? [body] : undefined;
  if (Array.isArray(body)) return body;
  if (!isObject(body)) return undefined;
  if (Array.isArray(body.batch)) return body.batch;
  return body.batch === undefined && (body.event !== undefined || body.type !== undefined)
    ? [body]
    : undefined;
}
