import type { Plan, PlannedEvent, PlannedProperty } from './document.ts';

/**
 * A TypeScript module with one typed call per planned event: a missing property, an unknown one or one of another type
 * does not compile under `--strict`. It sends through whatever client there is and imports nothing.
 *
 * Pages and screens are sent by the client's own calls, and recorded clicks by the client: they have a type, no call.
 */
export function typedCalls(plan: Plan, version: number | null): string {
  const events = plan.events.filter((event) => event.active);
  const called = events.filter(({ name, uiAction }) => uiAction === null && !byClient.has(name));
  const names = callNames(called.map(({ name }) => name));
  return [
    `// Typed calls of the plan of events${version === null ? '' : `, version ${version}`}. Written by \`perdure plan types\`; changes are lost.`,
    '',
    '/** The properties of each planned event. */',
    'export interface PlannedEvents {',
    ...events.flatMap(typeOfEvent),
    '}',
    '',
    '/** What sends an event: `track` of Segment or RudderStack, `capture` of PostHog. */',
    'export type Send = (event: string, properties: Record<string, unknown>) => unknown;',
    '',
    '/** One call per planned event. */',
    'export const plannedCalls = (send: Send) => ({',
    ...called.flatMap((event, i) => callOf(event, names[i] ?? event.name)),
    '});',
    '',
  ].join('\n');
}

const byClient: ReadonlySet<string> = new Set(['Page Viewed', 'Screen Viewed', 'Identify', 'Group', 'Alias']);

function typeOfEvent(event: PlannedEvent): string[] {
  const properties = event.properties.filter((property) => property.active);
  const why = comment(event, '  ');
  if (properties.length === 0) return [...why, `  ${quoted(event.name)}: Record<string, never>;`];
  return [
    ...why,
    `  ${quoted(event.name)}: {`,
    ...properties.flatMap((property) => [
      ...comment(property, '    '),
      `    ${quoted(property.name)}${property.required ? '' : '?'}: ${typeOf(property)};`,
    ]),
    '  };',
  ];
}

function callOf(event: PlannedEvent, name: string): string[] {
  const key = `PlannedEvents[${quoted(event.name)}]`;
  const properties = event.properties.filter((property) => property.active);
  const optional = !properties.some((property) => property.required);
  const given = properties.length === 0 ? '' : `properties: ${key}${optional ? ' = {}' : ''}`;
  const sent = properties.length === 0 ? '{}' : '{ ...properties }';
  return [...comment(event, '  '), `  ${quoted(name)}: (${given}) => send(${quoted(event.name)}, ${sent}),`];
}

const comment = (one: Pick<PlannedEvent, 'purpose' | 'owner' | 'metric'>, indent: string): string[] => {
  const text = [one.purpose, [one.owner, one.metric].filter((part) => part !== null).join(', ')]
    .filter((part) => part !== null && part !== '')
    .join(' — ')
    .replaceAll('*/', '* /')
    .replace(/\s+/gu, ' ');
  return text === '' ? [] : [`${indent}/** ${text} */`];
};

function typeOf({ type, values }: PlannedProperty): string {
  if (values !== null) return values.map((value) => JSON.stringify(value)).join(' | ');
  return written[type];
}

const written: Readonly<Record<PlannedProperty['type'], string>> = {
  text: 'string',
  number: 'number',
  integer: 'number',
  boolean: 'boolean',
  date: 'string',
  list: 'readonly unknown[]',
  object: 'Readonly<Record<string, unknown>>',
  any: 'unknown',
};

/** `Order Completed` is `orderCompleted`; where two would be the same the later has a number. */
function callNames(events: readonly string[]): string[] {
  const taken = new Set<string>();
  return events.map((event) => {
    const [first = 'event', ...rest] = event.split(/[^\p{L}\p{N}]+/gu).filter((part) => part !== '');
    const stem = [
      lowered(first),
      ...rest.map((part) => `${part.charAt(0).toUpperCase()}${part.slice(1)}`),
    ].join('');
    let name = stem;
    for (let i = 2; taken.has(name); i += 1) name = `${stem}${i}`;
    taken.add(name);
    return name;
  });
}

const lowered = (text: string): string => `${text.charAt(0).toLowerCase()}${text.slice(1)}`;

const quoted = (text: string): string => JSON.stringify(text);
