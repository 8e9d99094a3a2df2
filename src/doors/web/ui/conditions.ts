import type { z } from 'zod';
import type { EventMatch } from '#src/customers/event-match/index.ts';
import type { PeopleFilter } from '#src/customers/filters/index.ts';
import type { Figures } from '../words/figures.ts';
import type { Words } from '../words/index.ts';
import type { Condition } from './Conditions.tsx';
import { nameIn, type PeopleNames } from './catalogue.ts';

/** Which events are meant, as a question writes it. */
export type Match = z.input<typeof EventMatch>;
export type Where = NonNullable<Match['where']>;
/** Which people are meant, as a question writes it. */
export type Filters = z.input<typeof PeopleFilter>[];
type Value = string | number | boolean;

/** Typed text as the value it looks like: 12 is a number, true is true. */
export function typedValue(text: string): Value {
  if (text === 'true' || text === 'false') return text === 'true';
  return text.trim() !== '' && Number.isFinite(Number(text)) && String(Number(text)) === text.trim()
    ? Number(text)
    : text;
}

export const conditionsOfWhere = (where: Where | undefined): Condition[] =>
  (where ?? []).map(({ property, how, values }) => ({
    name: property,
    how,
    values: (values ?? []).map(String),
  }));

export const whereOfConditions = (conditions: readonly Condition[]): Where =>
  conditions.map(({ name, how, values }) => ({ property: name.trim(), how, values: values.map(typedValue) }));

export const conditionsOfPeople = (people: Filters | undefined): Condition[] =>
  (people ?? []).flatMap((filter) =>
    filter.kind === 'trait'
      ? [{ name: filter.trait, how: filter.how, values: (filter.values ?? []).map(String) }]
      : [],
  );

export const segmentsOfPeople = (people: Filters | undefined): Extract<PeopleFilter, { kind: 'segment' }>[] =>
  (people ?? []).flatMap((filter) =>
    filter.kind === 'segment' ? [{ ...filter, inside: filter.inside ?? true }] : [],
  );

export const listsOfPeople = (people: Filters | undefined): Extract<PeopleFilter, { kind: 'list' }>[] =>
  (people ?? []).flatMap((filter) =>
    filter.kind === 'list' ? [{ ...filter, inside: filter.inside ?? true }] : [],
  );

/** Trait conditions compare texts, as traits are kept. */
export const traitFilters = (conditions: readonly Condition[]): Filters =>
  conditions.map(({ name, how, values }) => ({
    kind: 'trait',
    trait: name.trim(),
    how,
    values: [...values],
  }));

/** « dont plan est pro et ville est Lyon, de la liste « Été », du segment « Actifs » ». */
export function peopleSaid(people: Filters, named: PeopleNames, { t }: Words, figures: Figures): string {
  const traits = conditionsOfPeople(people).map((condition) =>
    t('ask.condition', saidParts(condition, { t }, figures)),
  );
  const lists = listsOfPeople(people).map(({ list, inside }) =>
    t(inside ? 'ask.condition_in' : 'ask.condition_out', { list: nameIn(named.lists, list) }),
  );
  const segments = segmentsOfPeople(people).map(({ segment, inside }) =>
    t(inside ? 'ask.condition_in_segment' : 'ask.condition_out_segment', {
      segment: nameIn(named.segments, segment),
    }),
  );
  return figures.list([...traits, ...lists, ...segments]);
}

/** An event's conditions: « montant au moins 50 ». */
export const whereSaid = (where: Where, words: Pick<Words, 't'>, figures: Figures): string =>
  figures.list(
    conditionsOfWhere(where).map((condition) =>
      words.t('ask.one_condition', saidParts(condition, words, figures)),
    ),
  );

const saidParts = ({ name, how, values }: Condition, { t }: Pick<Words, 't'>, figures: Figures) => ({
  name,
  how: t(`ask.how.${how}`),
  values: figures.list(values),
});
