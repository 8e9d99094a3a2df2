import { z } from 'zod';
import { operation } from '#src/access/index.ts';
import { DomainError } from '#src/basics/errors.ts';

/** Questions that have no answer before their asker leaves, as they are asked. */
export const arrivals: string[] = [];

/** Questions whose asker left before they were answered. */
export const departures: string[] = [];

/** Says again what it is told. */
export const echo = operation({
  name: 'testing.echo',
  asks: { fr: 'Que dit l’écho ?', en: 'What does the echo say?' },
  needs: 'insights:read',
  input: z.strictObject({ say: z.string().max(20), times: z.int().min(1).max(3).default(1) }),
  output: z.object({ rows: z.array(z.object({ said: z.string() })) }),
  run: async (_context, { say, times }) => ({ rows: Array.from({ length: times }, () => ({ said: say })) }),
});

/** Has no answer before its asker leaves. */
export const endless = operation({
  name: 'testing.endless',
  asks: { fr: 'Quand ?', en: 'When?' },
  needs: 'insights:read',
  input: z.strictObject({}),
  output: z.null(),
  run: ({ signal }) =>
    new Promise<null>((_resolve, reject) => {
      arrivals.push('testing.endless');
      signal?.addEventListener('abort', () => {
        departures.push('testing.endless');
        reject(signal.reason);
      });
    }),
});

/** Fails in the way that it is asked to. */
export const failing = operation({
  name: 'testing.failing',
  asks: { fr: 'Et si ?', en: 'What if?' },
  needs: 'insights:read',
  input: z.strictObject({ how: z.enum(['fault', 'refusal', 'wrong_answer']) }),
  output: z.object({ fine: z.literal(true) }),
  run: async (_context, { how }) => {
    if (how === 'refusal')
      throw new DomainError('testing.refused', {
        kind: 'conflict',
        field: 'how',
        expected: 'something else',
        got: how,
      });
    if (how === 'fault') throw new Error('canary-inner-detail');
    return { fine: false } as unknown as { fine: true };
  },
});
