import { isObject, type Json, type JsonObject } from './exact-json.ts';
import { type Draft, object, Unread, without, withoutHiddenAddress } from './fields.ts';
import type { EventType } from './received-event.ts';
import type { Envelope } from './segment.ts';

/**
 * Reads an event in PostHog's words.
 *
 * | PostHog | here |
 * |---|---|
 * | `$identify`, `$set` | identify; `$anon_distinct_id` is the browser's anonymous id |
 * | `$create_alias`, `$merge_dangerously` | alias: `alias` is the previous id of `distinct_id`; sent by a browser not yet identified, `alias` is the user and `distinct_id` the browser: an identify |
 * | `$groupidentify` | group: `$group_key`, traits from `$group_set` |
 * | `$pageview`, `$screen` | page, screen |
 * | anything else | track, under its own name |
 *
 * `$set`, `$set_once`, `$unset` of any event become traits (`$unset` sets null). `$groups` names the event's
 * account: of type company, account or organization where there is one, else the first.
 *
 * @throws Unread with the reason
 */
export function posthogDraft(event: JsonObject, envelope: Envelope): Draft {
  const properties = object(event.properties, 'properties');
  const name = event.event;
  const said = speaker(event, properties);
  const draft: Draft = {
    type: typeOf(name),
    name,
    ...said,
    groupId: groupIn(properties.$groups),
    messageId: event.uuid ?? properties.$insert_id ?? event.messageId,
    originalTime: event.timestamp ?? properties.timestamp,
    sentAt: [event.sent_at, ...envelope.sentAt],
    properties: withoutHiddenAddress(
      without(properties, 'token', 'distinct_id', '$set', '$set_once', '$unset'),
      '$ip',
    ),
    traits: traitsOf(event, properties),
    context: libraryOf(properties),
    userAgent: properties.$raw_user_agent ?? properties.$user_agent,
  };
  if (draft.type === 'group') return groupDraft(draft, properties, said.userId ?? said.anonymousId);
  return draft.type === 'alias' ? aliasDraft(draft, properties) : draft;
}

const typesByName: Readonly<Record<string, EventType>> = {
  $identify: 'identify',
  $set: 'identify',
  $create_alias: 'alias',
  $merge_dangerously: 'alias',
  $groupidentify: 'group',
  $pageview: 'page',
  $screen: 'screen',
};

const typeOf = (name: Json | undefined): EventType =>
  typeof name === 'string' && Object.hasOwn(typesByName, name) ? (typesByName[name] ?? 'track') : 'track';

/**
 * Who speaks. PostHog has one `distinct_id` for both a browser and a person; which it is, in this order:
 *
 * 1. `$identify` names a person, and in `$anon_distinct_id` the browser it was before.
 * 2. `$is_identified`: posthog-js puts it on every event: whether this browser has been identified.
 * 3. `$process_person_profile: false`: posthog-js (2 taken out by `property_denylist`) while nobody is identified,
 *    and posthog-node for an id it made up because none was given.
 * 4. `$device_id` equal to the id: older posthog-js and mobile clients; an identified one differs from it.
 * 5. Otherwise (posthog-node and other servers) it is the person's own id.
 *
 * @source posthog-js 1.449 `_isIdentified`, `_hasPersonProcessing`, `identify`; posthog-node 5.70 `_prepareEventMessage`
 */
function speaker(event: JsonObject, properties: JsonObject): Pick<Draft, 'userId' | 'anonymousId'> {
  const distinctId = event.distinct_id ?? properties.distinct_id ?? event.$distinct_id;
  if (event.event === '$identify') {
    const browser = event.$anon_distinct_id ?? properties.$anon_distinct_id;
    return { userId: distinctId, anonymousId: browser === distinctId ? null : browser };
  }
  return isAnonymous(distinctId, properties)
    ? { userId: null, anonymousId: distinctId }
    : { userId: distinctId, anonymousId: null };
}

function isAnonymous(distinctId: Json | undefined, properties: JsonObject): boolean {
  if (typeof properties.$is_identified === 'boolean') return !properties.$is_identified;
  if (properties.$process_person_profile === false) return true;
  return properties.$device_id !== undefined && properties.$device_id === distinctId;
}

function aliasDraft(draft: Draft, properties: JsonObject): Draft {
  const { userId, anonymousId } = draft;
  if (anonymousId !== null) return { ...draft, type: 'identify', userId: properties.alias, anonymousId };
  return { ...draft, userId, anonymousId: null, previousId: properties.alias };
}

/** posthog-node speaks of an account alone under an id it makes up: `$company_acme`. */
function groupDraft(draft: Draft, properties: JsonObject, speaker: Json | undefined): Draft {
  const { $group_type: type, $group_key: key } = properties;
  if (key === undefined || key === null || key === '')
    throw new Unread('intake.no_group', 'properties.$group_key', key);
  const made = speaker === `$${String(type)}_${String(key)}`;
  const traits = object(properties.$group_set, 'properties.$group_set');
  const own = { ...draft, groupId: key, traits, properties: without(draft.properties, '$group_set') };
  return made ? { ...own, userId: null, anonymousId: null, ofNobody: true } : own;
}

function groupIn(groups: Json | undefined): Json | undefined {
  if (!isObject(groups)) return undefined;
  const first = ['company', 'account', 'organization'].find((type) => Object.hasOwn(groups, type));
  return groups[first ?? Object.keys(groups)[0] ?? ''];
}

function traitsOf(event: JsonObject, properties: JsonObject): JsonObject {
  const set = { ...asObject(properties.$set), ...asObject(event.$set) };
  const once = { ...asObject(properties.$set_once), ...asObject(event.$set_once) };
  const unset = properties.$unset ?? event.$unset;
  const gone = Array.isArray(unset) ? unset.filter((name) => typeof name === 'string') : [];
  const traits = { ...Object.fromEntries(gone.map((name) => [name, null])), ...set };
  return Object.keys(once).length === 0 ? traits : { ...traits, $once: once };
}

const asObject = (value: Json | undefined): JsonObject => (isObject(value) ? value : {});

const libraryOf = ({ $lib, $lib_version }: JsonObject): JsonObject =>
  $lib === undefined
    ? {}
    : { library: { name: $lib, ...($lib_version === undefined ? {} : { version: $lib_version }) } };
