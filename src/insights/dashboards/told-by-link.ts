import { DomainError, isDomainError } from '#src/basics/errors.ts';
import { isAddress, isPersonal, namesPeople } from './personal.ts';

type Held = Readonly<Record<string, unknown>>;

interface Both {
  readonly fr: string;
  readonly en: string;
}

/** A group of fewer people is told by a number instead of its name: the name may be that of one of them. */
const fewPeople = 5;

/**
 * Conditions, who made and who answers for something, what they noted, maps as they are drawn, and questions about the
 * people behind a figure. None of it is needed to draw an answer.
 */
const untold: ReadonlySet<string> = new Set([
  'where',
  'values',
  'list',
  'offers',
  'note',
  'owners',
  'versions',
  'createdAt',
  'createdBy',
  'retiredAt',
  'behind',
  'clustering',
  'unmatched',
  'attached',
  'drawn',
]);

/**
 * A question, or an answer, without whom and what it narrows itself to: those values may name somebody. The groups
 * compared are left by their kind and dates, a definition and a map by their name and version.
 */
export function withoutConditions(told: unknown): unknown {
  if (Array.isArray(told)) return told.map(withoutConditions);
  if (!isHeld(told)) return told;
  return Object.fromEntries(
    Object.entries(told).flatMap(([name, held]) =>
      isUntold(name, held, told) ? [] : [[name, fewer(name, held)]],
    ),
  );
}

function isUntold(name: string, held: unknown, beside: Held): boolean {
  if (untold.has(name)) return true;
  if (name === 'people') return typeof held === 'object'; // else how many they are
  return name === 'offer' && !('contracts' in beside);
}

function fewer(name: string, held: unknown): unknown {
  if (name === 'arm') return picked(held, ['kind', 'period', 'from', 'to']);
  if (name === 'map') return picked(held, ['name', 'version']);
  if (name === 'arms' && Array.isArray(held))
    return held.map((arm) => ('arm' in arm ? withoutConditions(arm) : fewer('arm', arm)));
  if (name === 'definition' && isHeld(held) && !isWords(held)) return picked(held, ['name', 'version']);
  return withoutConditions(held);
}

const picked = (held: unknown, names: readonly string[]): unknown =>
  isHeld(held) ? Object.fromEntries(Object.entries(held).filter(([name]) => names.includes(name))) : held;

/**
 * An answer as the reader of a link is told it: without conditions, and with a number for the name of each group of
 * fewer than five people, wherever it is said; `unnamed` is how many these are.
 *
 * @throws DomainError `dashboards.withheld` where groups are told apart by, or are, what only one person has
 */
export function toldByLink(answer: unknown): unknown {
  const groups = groupsIn(answer);
  if (namesPeople(answer) || groups.some(({ name }) => isPersonal(name))) throw withheld();
  const numbered = numberedIn(groups);
  const told = withoutConditions(renamed(answer, numbered));
  if (hasAddress(told)) throw withheld();
  return isHeld(told) ? { ...told, unnamed: numbered.size } : told;
}

/** A refusal as the reader of a link is told it: what was expected and what came may name people, events, properties. */
export const refusedByLink = (error: unknown): unknown =>
  isDomainError(error)
    ? new DomainError(error.code, { kind: error.kind, expected: 'a question that can be answered now' })
    : error;

const withheld = (): DomainError =>
  new DomainError('dashboards.withheld', { kind: 'forbidden', expected: 'groups that are not people' });

/** A group whose name somebody typed, or came with events. */
interface Group {
  readonly name: string;
  readonly people: number;
  /** How sentences say it. */
  readonly said: Both;
}

function groupsIn(told: unknown, above: Held = {}): Group[] {
  if (Array.isArray(told)) return told.flatMap((one) => groupsIn(one, above));
  if (!isHeld(told)) return [];
  const name = valueIn(told);
  const own =
    name === undefined ? [] : [{ name, people: peopleIn(told) ?? peopleIn(above) ?? 0, said: quoted(name) }];
  return [...own, ...armsIn(told), ...Object.values(told).flatMap((held) => groupsIn(held, told))];
}

const quoted = (name: string): Both => ({ fr: `« ${name} »`, en: `“${name}”` });

/** The value by which a group is told apart, where this is one. */
const valueIn = ({ kind, value, offer, contracts }: Held): string | undefined => {
  if (kind === 'value' && typeof value === 'string') return value;
  return typeof offer === 'string' && typeof contracts === 'number' ? offer : undefined;
};

/** Groups under names that were typed: lists, and people of conditions. */
const armsIn = (told: Held): Group[] =>
  heldIn(told.arms).flatMap((one, at) => {
    const { arm, name } = one;
    if (!isHeld(arm) || !isWords(name) || (arm.kind !== 'list' && arm.kind !== 'people')) return [];
    return [{ name: name.fr, people: peopleIn(one) ?? mostCounted(told, at), said: name }];
  });

/** How many people a group has, by whichever name its answer gives their number. */
function peopleIn(told: Held): number | undefined {
  if (told.imported === true) return Number.POSITIVE_INFINITY; // told by a file of campaigns: no name of a customer
  const counted = ['size', 'entered', 'customers', 'people', 'started', 'contracts'].map(
    (name) => told[name],
  );
  const found = counted.find((count) => typeof count === 'number');
  return found ?? (isHeld(told.summary) ? peopleIn(told.summary) : undefined);
}

/** The most people that any figure of a comparison counts in the group of a place. */
const mostCounted = ({ figures }: Held, at: number): number =>
  Math.max(0, ...heldIn(figures).map(({ groups }) => Number(heldIn(groups)[at]?.total ?? 0)));

/** Groups of few people, by their names, each with what is said instead. */
function numberedIn(groups: readonly Group[]): ReadonlyMap<string, Group & { readonly number: string }> {
  const few = [...Map.groupBy(groups, ({ name }) => name).values()].flatMap(([first, ...others]) => {
    const most = Math.max(...[first, ...others].map((one) => one?.people ?? 0));
    return first === undefined || most >= fewPeople ? [] : [first];
  });
  return new Map(few.map((group, at) => [group.name, { ...group, number: `(${at + 1})` }]));
}

type Numbered = ReturnType<typeof numberedIn>;

function renamed(told: unknown, numbered: Numbered): unknown {
  if (numbered.size === 0) return told;
  if (Array.isArray(told)) return told.map((one) => renamed(one, numbered));
  if (isWords(told)) return { fr: saidOf(told.fr, 'fr', numbered), en: saidOf(told.en, 'en', numbered) };
  if (!isHeld(told)) return told;
  const name = valueIn(told);
  const number = name === undefined ? undefined : numbered.get(name)?.number;
  const entries = Object.entries(told).map(([key, held]) => [key, renamed(held, numbered)] as const);
  const own = number === undefined ? {} : { [told.kind === 'value' ? 'value' : 'offer']: number };
  return { ...Object.fromEntries(entries), ...own };
}

/** A sentence in a language, with numbers for these names where they stand as whole words. */
function saidOf(sentence: string, language: keyof Both, numbered: Numbered): string {
  let told = sentence;
  for (const { said, number } of numbered.values()) {
    const [first = '', ...others] = told.split(said[language]);
    told = others.reduce((before, after) => {
      const within = /[\p{L}\p{N}]$/u.test(before) || /^[\p{L}\p{N}]/u.test(after);
      return `${before}${within ? said[language] : quoted(number)[language]}${after}`;
    }, first);
  }
  return told;
}

const hasAddress = (told: unknown): boolean => {
  if (typeof told === 'string') return isAddress(told);
  return typeof told === 'object' && told !== null && Object.values(told).some(hasAddress);
};

const heldIn = (told: unknown): readonly Held[] => (Array.isArray(told) ? told.filter(isHeld) : []);

const isHeld = (told: unknown): told is Held =>
  typeof told === 'object' && told !== null && !Array.isArray(told);

const isWords = (told: unknown): told is Both =>
  isHeld(told) && typeof told.fr === 'string' && typeof told.en === 'string';
