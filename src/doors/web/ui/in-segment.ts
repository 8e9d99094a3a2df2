import type { Words } from '../words/index.ts';

/** The value of the trait `segment:seg_…` that everybody in the segment has. */
const inside = 'inside';

/** The segment by which a question tells people apart: everybody in it has a trait of its name. */
export const segmentApart = (asked: unknown): string | undefined =>
  /"(?:name|by)":(?:\{"trait":)?"(?:trait:)?segment:(seg_[0-9a-z]+)"/.exec(JSON.stringify(asked) ?? '')?.[1];

/** The same words where people are told apart by a segment: who has no value is out of it. */
export const apartBySegment = (words: Words, name: string): Words => {
  const [within, without] = [words.t('ask.in_segment', { name }), words.t('ask.out_of_segment', { name })];
  return {
    ...words,
    t: (word, values) =>
      word === 'ask.inside' ? within : missing.has(word) ? without : words.t(word, values),
    said: (both) => words.said(both).replaceAll(/([«“]\s?)inside(\s?[»”])/gu, `$1${within}$2`),
  };
};

const missing: ReadonlySet<string> = new Set(['ask.missing', 'aarrr.missing']);

/** A value by which people are told apart, as it was told; those in a segment by its name. */
export const valueSaid = (value: string | null, { t }: Pick<Words, 't'>): string =>
  value === inside ? t('ask.inside') : (value ?? '');
