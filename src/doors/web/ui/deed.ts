import type { z } from 'zod';
import type { DeedAsk, Definition } from '#src/customers/value/index.ts';
import { eventWords } from '../words/events.ts';
import type { Words } from '../words/index.ts';
import { isMadeOf, isMatch, isMaybe, isMaybeNull, isName, isWhole } from './address.ts';
import type { Match } from './conditions.ts';

/** What people do in a question: an event, or receiving value as a definition says. */
export type Deed = z.input<typeof DeedAsk>;
/** Which definition of value, and which of its versions. */
export type WhichValue = Extract<Deed, { value: unknown }>['value'];
export type KnownDefinition = Pick<Definition, 'id' | 'name' | 'isDefault'>;
/** A definition by what it counts. */
export interface Counting {
  readonly current: Pick<Definition['current'], 'period' | 'rule'>;
}

/** A part of an address that names a definition of value. */
export const isWhichValue = isMadeOf<WhichValue>({
  definition: isMaybeNull(isName),
  version: isMaybe(isWhole(1)),
});

/** A part of an address that says what people do. */
export const isDeed = (value: unknown): value is Deed =>
  isMatch(value) || isMadeOf<Extract<Deed, { value: unknown }>>({ value: isWhichValue })(value);

/** The event that a deed names; undefined where it is value received. */
export const eventOf = (deed: Deed): Match | undefined => ('value' in deed ? undefined : deed);

/** Whether one event of a definition is enough in a period: each is value received then. */
export const isOneEvent = ({ current: { rule } }: Counting): boolean =>
  rule.kind === 'times' && rule.times === 1;

/** Whether the days on which value is received are known by a definition: it is not known by the week or the month only. */
export const tellsDays = (definition: Counting): boolean =>
  isOneEvent(definition) || definition.current.period === 'day';

/** A definition by the name it has; the workspace's own where none is named. */
export function valueName(
  { definition, version }: WhichValue,
  definitions: readonly KnownDefinition[],
  { t }: Pick<Words, 't'>,
): string {
  const found = definitions.find(({ id, isDefault }) => (definition == null ? isDefault : id === definition));
  const name = found?.name ?? definition ?? t('active.default');
  return version === undefined ? name : t('deed.version', { name, version });
}

/** Definitions to choose from, in their order: those asked by the names they are asked by, last where they are listed no more. */
export function valueChoices(
  asked: readonly WhichValue[],
  definitions: readonly KnownDefinition[],
  words: Pick<Words, 't'>,
): { key: string; name: string }[] {
  const usual = definitions.find(({ isDefault }) => isDefault)?.id ?? '';
  const names = new Map([
    ...definitions.map(({ id, name }) => [id, name] as const),
    ...asked.map((which) => [which.definition ?? usual, valueName(which, definitions, words)] as const),
  ]);
  return [...names].map(([key, name]) => ({ key, name }));
}

/** What people have done, as a sentence says it: « acheté », « reçu de la valeur (« Écoute ») ». */
export const deedReads = (deed: Deed, definitions: readonly KnownDefinition[], words: Words): string =>
  'value' in deed
    ? words.t('deed.value.past', { name: valueName(deed.value, definitions, words) })
    : eventWords(words, deed.event, 'past');
