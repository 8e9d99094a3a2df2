import { describe, expect, it } from 'vitest';
import type { Drawn, MapFigures } from '#src/insights/journey-maps/index.ts';
import { wordsOf } from '../../words/index.ts';
import {
  changeStep,
  moveStage,
  moveStep,
  newStep,
  stepAt,
  withoutStage,
  withoutStep,
  withStage,
  withStep,
} from './edit.ts';
import { mapCsv } from './saying.ts';
import { askOf, mapLink, readMapSearch } from './search.ts';

const empty: Drawn = {
  stages: [],
  window: { amount: 30, of: 'day' },
  stays: { match: { event: null, where: [] }, days: 28 },
};

const two = ['A', 'B'].reduce(withStage, empty);
const [first = '', second = ''] = two.stages.map(({ id }) => id);
const drawn = ['one', 'two', 'three'].reduce((map, name) => withStep(map, first, newStep(map, name)), two);
const ids = (map: Drawn) => map.stages.map(({ steps }) => steps.map(({ name }) => name.fr));
const idOf = (name: string) =>
  drawn.stages.flatMap(({ steps }) => steps).find((step) => step.name.fr === name)?.id ?? '';

describe('a map that is drawn', () => {
  it('gives each stage and step an id of its own, and puts a step after another where that is told', () => {
    expect(ids(drawn)).toEqual([['one', 'two', 'three'], []]);
    expect(new Set(drawn.stages.flatMap(({ id, steps }) => [id, ...steps.map((step) => step.id)])).size).toBe(
      5,
    );
    const between = withStep(drawn, first, newStep(drawn, 'and a half'), idOf('one'));
    expect(ids(between)[0]).toEqual(['one', 'and a half', 'two', 'three']);
  });

  it('moves steps within their stage and to the one beside, and stays as it is at its borders', () => {
    expect(ids(moveStep(drawn, idOf('three'), 'up'))[0]).toEqual(['one', 'three', 'two']);
    expect(moveStep(drawn, idOf('one'), 'up')).toBe(drawn);
    expect(moveStep(drawn, idOf('one'), 'left')).toBe(drawn);
    const moved = moveStep(drawn, idOf('one'), 'right');
    expect(ids(moved)).toEqual([['two', 'three'], ['one']]);
    expect(stepAt(moved, idOf('one'))).toMatchObject({ stage: { id: second }, place: 1 });
    expect(moveStage(drawn, first, 1).stages.map(({ id }) => id)).toEqual([second, first]);
    expect(moveStage(drawn, first, -1)).toBe(drawn);
  });

  it('loses only what is removed, and changes only what is changed', () => {
    expect(ids(withoutStep(drawn, idOf('two')))[0]).toEqual(['one', 'three']);
    expect(withoutStage(drawn, first).stages.map(({ id }) => id)).toEqual([second]);
    const kept = changeStep(drawn, idOf('two'), { status: 'keep' });
    expect(kept.stages[0]?.steps.map(({ status }) => status)).toEqual([null, 'keep', null]);
  });

  it('is a file with a row per step: what is measured beside what is said by hand, blanks where nothing is', () => {
    const [words, one] = [wordsOf('en'), idOf('one')];
    const share = { share: { known: true, value: 0.5 }, low: 0.4, high: 0.6 };
    const told = {
      steps: [
        {
          step: one,
          people: 10,
          use: share,
          wentOn: 4,
          dropped: 3,
          open: 3,
          dropOff: share,
          wait: { people: 4, waiting: 3, medianMs: { known: true, value: 86_400_000 } },
        },
      ],
    };
    const rows = mapCsv(drawn, told as unknown as MapFigures, words); // what a row reads of it
    expect(rows.map((row) => row.length)).toEqual([17, 17, 17, 17]);
    expect(rows[1]?.slice(0, 12)).toEqual(['A', 'one', 'Assumed', 10, 0.5, 0.4, 0.6, 4, 3, 0.5, 3, 1]);
    expect(rows[2]?.slice(3, 12)).toEqual(Array.from({ length: 9 }, () => null));
  });
});

it('reads the whole question out of an address, and leaves out what is no part of it', () => {
  const open = { kind: 'did', step: 'step-1' };
  expect(
    readMapSearch({ version: 2, from: '2026-01-01', to: 'tomorrow', open, over: 'yes', other: 1 }),
  ).toEqual({ version: 2, open });
});

describe('a kept question about a map', () => {
  const catalogue = { span: { first: '2024-01-01', last: '2025-06-30' } };

  it('is of half a year, without dates of its own', () => {
    expect(askOf({ id: 'jmp_1' }, {}, catalogue)).toMatchObject({ from: '2025-01-01', to: '2025-06-30' });
  });

  it('opens on its map with the dates and people it asks, of the latest version unless it names one', () => {
    const people = [{ kind: 'trait', trait: 'plan', how: 'is', values: ['pro'] }] as const;
    const search = readMapSearch({ from: '2025-01-01', to: '2025-06-30', people });
    const ask = askOf({ id: 'jmp_1' }, search, catalogue);
    expect(ask).toMatchObject({ of: { map: 'jmp_1' }, from: '2025-01-01', to: '2025-06-30' });
    expect(mapLink('shop', ask, 'qst_1')).toEqual({
      to: '/w/$slug/journey-map/$id',
      params: { slug: 'shop', id: 'jmp_1' },
      search: { from: '2025-01-01', to: '2025-06-30', people, saved: 'qst_1' },
    });
    const earlier = askOf({ id: 'jmp_1', version: 2 }, search, catalogue);
    expect(mapLink('shop', earlier, 'qst_1').search).toMatchObject({ version: 2 });
  });

  it('leads to the list of maps where it is about one that is not kept', () => {
    expect(mapLink('shop', { of: { drawn: empty } }, 'qst_1')).toEqual({
      to: '/w/$slug/journey-map',
      params: { slug: 'shop' },
    });
  });
});
