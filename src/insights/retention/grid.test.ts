import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { asking, paperWorkspace } from '../../../test/asking.ts';
import { openTestEngines, type TestEngines } from '../../../test/engines.ts';
import { fill } from '../../../test/filling.ts';
import { gridOf, RetentionAsk, type RetentionAskInput } from './index.ts';

let engines: TestEngines;
beforeAll(async () => {
  engines = await openTestEngines();
});
afterAll(() => engines.close());

const at = (text: string) => Date.parse(text);
const visits: RetentionAskInput = {
  start: { event: 'visit' },
  return: { event: 'visit' },
  from: '2025-03-03',
  to: '2025-03-30',
  asOf: '2025-04-02T10:00:00Z',
  intervals: 4,
};

describe('a small grid, counted by hand', () => {
  const workspace = paperWorkspace(1);
  const grid = async (wishes: Partial<RetentionAskInput> = {}) => {
    const ask = RetentionAsk.parse({ ...visits, ...wishes });
    const [quick, long] = await Promise.all([
      gridOf(asking(engines, workspace), ask),
      gridOf(asking(engines, workspace), ask, 'events'),
    ]);
    expect({ ...quick, path: 'events' }).toEqual(long);
    return quick;
  };

  beforeAll(async () => {
    await fill(engines.warehouse, workspace, [
      { customer: 1, at: at('2025-03-03T09:00:00Z') }, // enters in the week of 3 March, returns in weeks 1 and 3
      { customer: 1, at: at('2025-03-12T09:00:00Z') },
      { customer: 1, at: at('2025-03-30T21:30:00Z') }, // 23:30 on Sunday the 30th in Paris, summer time: week 3
      { customer: 2, at: at('2025-03-04T09:00:00Z') }, // enters, never returns
      { customer: 3, at: at('2025-03-24T09:00:00Z') }, // enters in the last week; week 1 still runs
      { customer: 3, at: at('2025-04-01T09:00:00Z') },
      { customer: 4, at: at('2025-03-05T09:00:00Z'), traffic: 'bot' },
    ]);
  });

  it('keeps running and unbegun cells apart from zero', async () => {
    const { series, columns } = await grid();
    const [all] = series;
    expect(columns.map(({ interval }) => interval)).toEqual([0, 1, 2, 3, 4]);
    expect(all?.cohorts.map(({ period, size }) => [period, size])).toEqual([
      ['2025-03-03', 2],
      ['2025-03-10', 0],
      ['2025-03-17', 0],
      ['2025-03-24', 1],
    ]);
    const [first, , , last] = all?.cohorts ?? [];
    expect(first?.cells.map(({ state, eligible, returned }) => [state, eligible, returned])).toEqual([
      ['complete', 2, 2],
      ['complete', 2, 1],
      ['complete', 2, 0],
      ['complete', 2, 1],
      ['running', 0, 0],
    ]);
    expect(last?.cells[1]).toMatchObject({
      state: 'running',
      share: { known: false, why: 'not_watched_long_enough' },
      soFar: { begun: 1, returned: 1 },
    });
    expect(last?.cells[2]).toMatchObject({
      state: 'not_begun',
      share: { known: false, why: 'not_begun' },
      soFar: null,
    });
  });

  it('pools the summary over those whose week is over', async () => {
    const { series } = await grid();
    // Week 1: customers 1 and 2 only; customer 3's is still running.
    expect(series[0]?.summary.cells[1]).toMatchObject({ eligible: 2, returned: 1 });
    expect(series[0]?.summary.size).toBe(3);
  });

  it('leaves the bot out, and says so', async () => {
    expect((await grid()).leftOut).toEqual({ internal: 0, bot: 1 });
    expect((await grid({ includeMarked: true })).series[0]?.size).toBe(4);
  });
});
