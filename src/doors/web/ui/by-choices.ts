import type { Words } from '../words/index.ts';
import { type Catalogue, isScore } from './catalogue.ts';
import type { Choice } from './SentenceChoice.tsx';

/** By what people can be told apart: the segments they are in, their traits, and the properties of the event they begin with. */
export const byChoices = (
  { t, said }: Pick<Words, 't' | 'said'>,
  catalogue: Pick<Catalogue, 'traits' | 'scores' | 'segments' | 'propertiesOf'>,
  start: string | null,
  unit: 'customer' | 'account',
): Choice[] => [
  ...catalogue.traits
    .filter((name) => !isScore(name))
    .map((name) => ({
      value: `trait:${name}`,
      reads: t('ask.by.trait', { name }),
      name,
      hint: t('ask.by.trait_hint'),
    })),
  ...catalogue.scores
    .filter((one) => one.unit === unit && !one.number)
    .map(({ trait, name }) => ({
      value: `trait:${trait}`,
      reads: t('ask.by.score', { name: said(name) }),
      name: said(name),
      hint: t('ask.by.score_hint'),
    })),
  ...catalogue.propertiesOf(start).map((name) => ({
    value: `start_property:${name}`,
    reads: t('ask.by.start_property', { name }),
    name,
    hint: t('ask.by.start_property_hint'),
  })),
  ...bySegment({ t }, catalogue, unit),
];

/** In a segment, or not: everybody in it has the trait `segment:seg_…`. */
export const bySegment = (
  { t }: Pick<Words, 't'>,
  { segments }: Pick<Catalogue, 'segments'>,
  unit: 'customer' | 'account',
): Choice[] =>
  segments
    .filter((one) => one.unit === unit && !one.retired && one.size !== null)
    .map(({ id, name }) => ({
      value: `trait:segment:${id}`,
      reads: t('ask.by.segment', { name }),
      name,
      hint: t('ask.by.segment_hint'),
    }));
