import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { publishedScores, ScoreName } from './scores.ts';

const list = operation({
  name: 'scores.list',
  asks: {
    fr: 'Quelles notes peut-on demander dans un segment ou un filtre ?',
    en: 'Which scores can segments and filters ask about?',
  },
  needs: 'customers:read',
  input: z.object({}),
  output: z.object({
    scores: z.array(
      ScoreName.extend({
        unit: z.enum(['customer', 'account']),
        trait: z
          .string()
          .describe('The trait by which it is asked about: a figure, or a colour where it has none'),
        colourTrait: z.string().nullable().describe('Of a figure the trait of its colour'),
        judgedAt: z.string().nullable().describe('They were right at this instant; null: not judged yet'),
        pending: z.boolean().describe('Something arrived since that may change them'),
        fault: z.string().nullable().describe('Why they could not be judged last, as a refusal’s code'),
      }),
    ),
  }),
  run: async ({ records }) => ({
    scores: (await publishedScores(records)).flatMap(({ unit, scores, judgedAt, pending, fault }) =>
      scores.map((one) => ({
        ...one,
        unit,
        trait: `score:${one.score}`,
        colourTrait: one.number ? `score:${one.score}:colour` : null,
        judgedAt: judgedAt === null ? null : new Date(judgedAt).toISOString(),
        pending,
        fault,
      })),
    ),
  }),
});

/** What can be asked of scores; who has which is asked by conditions on their traits. */
export const operations = [list];
