import type { Words } from '../words/index.ts';
import type { Catalogue } from './catalogue.ts';
import type { Choice } from './SentenceChoice.tsx';

/** By what people can be told apart: their traits, the properties of the event they begin with, segments, and scores. */
export const byChoices = (
  words: Pick<Words, 't' | 'said'>,
  catalogue: Pick<Catalogue, 'traits' | 'scores' | 'segments' | 'propertiesOf'>,
  start: string | null,
  unit: 'customer' | 'account',
): Choice[] => [
  ...catalogue.traits.map((name) => ({
    value: `trait:${name}`,
    reads: words.t('ask.by.trait', { name }),
    name,
    hint: words.t('ask.by.trait_hint'),
  })),
  ...catalogue.propertiesOf(start).map((name) => ({
    value: `start_property:${name}`,
    reads: words.t('ask.by.start_property', { name }),
    name,
    hint: words.t('ask.by.start_property_hint'),
  })),
  ...byKept(words, catalogue, unit),
];

/** By what is kept of people: in a segment, or not, as everybody in it has the trait `segment:seg_…`; by the colour of a score. */
export const byKept = (
  { t, said }: Pick<Words, 't' | 'said'>,
  { segments, scores }: Pick<Catalogue, 'segments' | 'scores'>,
  unit: 'customer' | 'account',
): Choice[] => [
  ...segments
    .filter((one) => one.unit === unit && !one.retired && one.size !== null)
    .map(({ id, name }) => ({
      value: `trait:segment:${id}`,
      reads: t('ask.by.segment', { name }),
      name,
      hint: t('ask.by.segment_hint'),
    })),
  ...scores
    .filter((one) => one.unit === unit && !one.number)
    .map(({ trait, name }) => ({
      value: `trait:${trait}`,
      reads: t('ask.by.score', { name: said(name) }),
      name: said(name),
      hint: t('ask.by.score_hint'),
    })),
];
