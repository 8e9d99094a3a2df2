import { gymTruths } from './gym/index.ts';
import type { DemoKind, Language, Truth } from './making/index.ts';
import { skiTruths } from './ski/index.ts';
import { softwareTruths } from './software/index.ts';
import { streamingTruths } from './streaming/index.ts';

/** Every planted truth. Generators take their figures from their own; tests prove that the product finds them. */
export const truths = {
  gym: gymTruths,
  streaming: streamingTruths,
  b2b: softwareTruths,
  ski: skiTruths,
} as const satisfies Readonly<Record<DemoKind, Readonly<Record<string, Truth>>>>;

/** What is planted in a demo, in words: one sentence per truth. */
export const sentences = (kind: DemoKind, language: Language): string[] =>
  Object.values<Truth>(truths[kind]).map((truth) => truth.says[language]);
