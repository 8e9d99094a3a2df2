// The scan for the aha moment over 20 million events of 500 thousand customers: every event × count × window, one pass.
// node bench/aha.ts [--events 20m] [--repeats 7]   results: bench/results/aha.md
import { operations as aha, type ScanAnswer } from '#src/insights/aha/index.ts';
import { operations as habit } from '#src/insights/habit/index.ts';
import { operations as timeToValue } from '#src/insights/time-to-value/index.ts';
import { run } from '../test/asking.ts';
import { type Benchmark, onStage, type Stage } from './stage.ts';

export const benchmark: Benchmark = {
  name: 'aha',
  title: 'The aha moment, time to value, habit',
  said: 'Nobody else computes these in one statement, so that there is no peer.',
  peers: [],
  run: scanned,
};

async function scanned({ at, beside, note }: Stage): Promise<void> {
  const context = at();
  const measured = (title: string, ours: () => Promise<unknown>) => beside(title, { ours });
  const year = { from: '2024-01-01', to: '2024-12-31' };
  const start = { event: 'event 3' };
  const scan = { ...year, start, exclude: [] };
  let answer: ScanAnswer | undefined;
  await measured('scan: 200 events × every count × 4 windows, back for anything', async () => {
    answer = await run<ScanAnswer>(aha, context, 'aha.scan', scan);
  });
  if (answer !== undefined) {
    const cells = answer.heat.reduce((sum, row) => sum + row.cells.length, 0);
    note(
      `${answer.people.observable} people observable, ${answer.events.length} events, ${answer.tried} cells tried, ${cells} drawn.`,
    );
  }
  await measured('scan: the same, starting with anything, back for one event', () =>
    run(aha, context, 'aha.scan', { ...scan, start: { event: null }, return: { event: 'event 7' } }),
  );
  await measured('curve of one event in one window', () =>
    run(aha, context, 'aha.curve', { ask: scan, event: 'event 7', window: 10 }),
  );
  await measured('people above a threshold', () =>
    run(aha, context, 'aha.people', { ask: scan, event: 'event 7', count: 2, window: 10, side: 'above' }),
  );
  const { definition } = await run<{ definition: { id: string } }>(aha, context, 'aha.adopt', {
    name: 'Bench',
    channel: { by: 'trait', name: 'plan' },
    rule: { start, match: { event: 'event 7' }, times: 3, days: 10 },
  });
  const of = { definition: definition.id };
  await measured('rate by week over a year', () => run(aha, context, 'aha.rate', { ...of, ...year }));
  await measured('board: 52 weeks, 20 plans', () => run(aha, context, 'aha.board', { ...of, weeks: 52 }));
  await measured('progress of the newcomers of 30 days', () => run(aha, context, 'aha.progress', of));
  await measured('time to the first value, by plan', () =>
    run(timeToValue, context, 'time-to-value.curve', {
      ...year,
      begin: { by: 'event', match: start },
      value: { event: 'event 7' },
      apart: { by: 'trait', name: 'plan' },
    }),
  );
  await measured('retaking of the value over a year', () =>
    run(timeToValue, context, 'time-to-value.retaking', { ...year, value: { event: 'event 7' } }),
  );
  await measured('habit: 12 weeks of anything', () =>
    run(habit, at('2024-10-01T00:00:00Z'), 'habit.grid', { value: { event: null } }),
  );
}

if (import.meta.main) await onStage([benchmark]);
