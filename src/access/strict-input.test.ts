import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { fitted, InvalidInput } from './asking/index.ts';
import { strictInput } from './strict-input.ts';

const Ask = z
  .object({
    event: z.string().describe('What happened'),
    brackets: z.array(z.object({ from: z.number(), to: z.number() })).optional(),
    returns: z.discriminatedUnion('kind', [
      z.object({ kind: z.literal('any') }),
      z.object({ kind: z.literal('event'), event: z.string() }),
    ]),
    where: z
      .union([z.object({ trait: z.string() }), z.object({ list: z.string() })])
      .default({ list: 'all' }),
    free: z.looseObject({}).optional(),
  })
  .refine(({ event }) => event !== 'nothing', { path: ['event'], message: 'something' });
const strict = strictInput(Ask);
const fine = { event: 'Visit', returns: { kind: 'any' } };

function refusal(given: object): readonly { field: string; expected: string }[] {
  try {
    fitted(strict, given);
  } catch (error) {
    if (error instanceof InvalidInput)
      return error.problems.map(({ field, expected }) => ({ field, expected }));
    throw error;
  }
  return [];
}

describe('the input of an operation', () => {
  it('is read as before where every field is known', () => {
    expect(fitted(strict, fine)).toEqual({ ...fine, where: { list: 'all' } });
    expect(fitted(strict, { ...fine, free: { anything: 1 } })).toMatchObject({ free: { anything: 1 } });
  });

  it.each([
    [{ ...fine, evnt: 'Visit' }, 'evnt', 'perhaps event is meant'],
    [{ ...fine, brackets: [{ from: 1, too: 2, to: 3 }] }, 'brackets[0].too', 'perhaps to is meant'],
    [
      { ...fine, returns: { kind: 'event', event: 'x', evnt: 'y' } },
      'returns.evnt',
      'perhaps event is meant',
    ],
    [{ ...fine, where: { trait: 'city', trate: 'x' } }, 'where.trate', 'perhaps trait is meant'],
    [{ ...fine, where: { trat: 'city' } }, 'where.trat', 'perhaps trait is meant'],
    [{ ...fine, zzzzzzzz: 1 }, 'zzzzzzzz', 'there are event, brackets, returns, where, free'],
  ])(
    'with a field nobody knows is refused by its path, and the nearest name is told: %j',
    (given, field, said) => {
      const [first] = refusal(given);
      expect(first?.field).toBe(field);
      expect(first?.expected).toContain(said);
    },
  );

  it('is refused for what is wrong in the one way that knows its fields, where there are several', () => {
    expect(refusal({ ...fine, where: { list: 5 } })[0]?.field).toBe('where.list');
  });

  it('keeps its checks and its descriptions', () => {
    expect(refusal({ ...fine, event: 'nothing' })).toEqual([{ field: 'event', expected: 'something' }]);
    expect(z.toJSONSchema(strict, { io: 'input' })).toMatchObject({
      additionalProperties: false,
      properties: { event: { description: 'What happened' } },
    });
  });
});
