import type { Words } from '../words/index.ts';
import type { Catalogue } from './catalogue.ts';
import type { Choice } from './SentenceChoice.tsx';

/** By what people can be told apart: their traits, and the properties of the event they begin with. */
export const byChoices = (
  { t }: Pick<Words, 't'>,
  catalogue: Pick<Catalogue, 'traits' | 'propertiesOf'>,
  start: string | null,
): Choice[] => [
  ...catalogue.traits.map((name) => ({
    value: `trait:${name}`,
    reads: t('ask.by.trait', { name }),
    name,
    hint: t('ask.by.trait_hint'),
  })),
  ...catalogue.propertiesOf(start).map((name) => ({
    value: `start_property:${name}`,
    reads: t('ask.by.start_property', { name }),
    name,
    hint: t('ask.by.start_property_hint'),
  })),
];
