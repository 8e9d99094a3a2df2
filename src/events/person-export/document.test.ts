import { describe, expect, it } from 'vitest';
import { documentOf, type ExportPart } from './index.ts';

const head = {
  export: 'exp_1',
  at: '2026-01-15T12:00:00.000Z',
  person: { userIds: ['julie'], anonymousIds: [] },
};
const things = (count: number, from = 0) =>
  Array.from({ length: count }, (_, i) => ({ n: from + i, text: 'é"\n' }));

const parts: readonly ExportPart[] = [
  {
    ...head,
    untold: [{ holds: 'x', why: 'y' }],
    lists: [
      { name: 'ids', things: things(1) },
      { name: 'none', things: [] },
      { name: 'events', things: things(3_000) },
    ],
    next: '1',
  },
  { ...head, untold: [], lists: [{ name: 'events', things: things(3_000, 3_000) }], next: '2' },
  {
    ...head,
    untold: [],
    lists: [
      { name: 'events', things: [] },
      { name: 'tasks', things: things(2) },
    ],
    next: null,
  },
];

/** Asks for parts one after the other, and tells which were asked for. */
function asking() {
  const asked: string[] = [];
  const following = async (after: string): Promise<ExportPart> => {
    asked.push(after);
    return parts[Number(after)] ?? failed();
  };
  return { asked, following };
}

const failed = (): never => {
  throw new Error('no such part');
};

const [first = failed()] = parts;

describe('the document of an export', () => {
  it('is one, whatever the number of its parts; a list that goes on is one list', async () => {
    let text = '';
    for await (const piece of documentOf(first, asking().following)) text += piece;
    expect(JSON.parse(text)).toEqual({
      ...head,
      untold: [{ holds: 'x', why: 'y' }],
      lists: { ids: things(1), none: [], events: things(6_000), tasks: things(2) },
    });
    expect(text.endsWith('}\n')).toBe(true);
  });

  it('asks for a part when the one before is written: of a long life no more than one is held', async () => {
    const { asked, following } = asking();
    const written = documentOf(first, following);
    const piece = (await written.next()).value ?? '';
    expect(piece.length).toBeGreaterThan(60_000);
    expect(piece.length).toBeLessThan(70_000);
    expect(asked).toEqual([]);
    for await (const _ of written) if (asked.length === 1) break;
    expect(asked).toEqual(['1']);
  });

  it('is one also where nothing is held', async () => {
    let text = '';
    const empty = { ...first, lists: [], next: null };
    for await (const piece of documentOf(empty, asking().following)) text += piece;
    expect(JSON.parse(text)).toMatchObject({ export: 'exp_1', lists: {} });
  });
});
