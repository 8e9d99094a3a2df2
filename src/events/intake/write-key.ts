import { textField } from './body.ts';
import { isObject, type Json } from './exact-json.ts';

/** The key of an `Authorization: Basic` header: its user, with or without the colon behind it. */
export function keyFromHeader(authorization: string | undefined): string | undefined {
  const match = /^basic\s+([A-Za-z0-9+/=_-]+)\s*$/i.exec(authorization ?? '');
  if (match === null) return undefined;
  const [user] = Buffer.from(match[1] ?? '', 'base64')
    .toString('utf8')
    .split(':');
  return user === '' ? undefined : user;
}

/**
 * The key in a body: `writeKey`, `api_key` or `token` of the whole, else of its first event (posthog-js keeps its
 * token among the properties).
 */
export function keyFromBody(body: Json, events: readonly Json[]): string | undefined {
  return keyIn(body) ?? keyIn(events[0]);
}

function keyIn(value: Json | undefined): string | undefined {
  if (!isObject(value)) return undefined;
  return textField(value, 'writeKey', 'api_key', 'token') ?? textField(value.properties, 'token', 'api_key');
}

/** Whether a text can be a key at all; others are not even looked up. */
export const mayBeKey = (key: string): boolean => /^[\x21-\x7e]{1,200}$/.test(key);
