// Paths and typical situations over 20 million events of 500 thousand customers.
// node bench/paths.ts [--events 20m] [--repeats 7]   results: bench/results/paths.md
import { operations } from '#src/insights/paths/index.ts';
import { run } from '../test/asking.ts';
import { type Benchmark, onStage } from './stage.ts';

const quarter = { from: '2024-04-01', to: '2024-06-29' };
const year = { from: '2024-01-01', to: '2024-12-31' };
const common = { anchor: { event: 'event 3' }, steps: 5, top: 20 };
const sevenDays = { kind: 'window', amount: 7, of: 'day' };

const questions = [
  {
    title: '90 days, 7 days from the event',
    name: 'paths.tree',
    ask: { ...common, ...quarter, limit: sevenDays },
  },
  { title: '90 days, to the end of the session', name: 'paths.tree', ask: { ...common, ...quarter } },
  { title: '90 days, same day', name: 'paths.tree', ask: { ...common, ...quarter, limit: { kind: 'day' } } },
  {
    title: '90 days, 7 days before the event',
    name: 'paths.tree',
    ask: { ...common, ...quarter, direction: 'to', limit: sevenDays },
  },
  {
    title: 'a year, 7 days from the event',
    name: 'paths.tree',
    ask: { ...common, ...year, limit: sevenDays },
  },
  {
    title: 'a year, 7 days from any event',
    name: 'paths.tree',
    ask: { ...common, ...year, anchor: { event: null }, limit: sevenDays },
  },
  {
    title: 'those on one edge (100 of them, and how many)',
    name: 'paths.people',
    ask: {
      ask: { ...common, ...quarter, limit: sevenDays },
      which: {
        kind: 'edge',
        depth: 0,
        from: { kind: 'named', name: 'event 3' },
        to: { kind: 'named', name: 'event 0' },
      },
    },
  },
  {
    title: 'situations of the first 7 days, a quarter of starts',
    name: 'paths.situations',
    ask: { start: { event: null }, ...quarter, firstDays: 7 },
  },
] as const;

export const benchmark: Benchmark = {
  name: 'paths',
  title: 'Paths',
  said: `Top 20, 5 steps, unless told. Times are whole seconds here and many events of a second arrive together, so that the
slower reading by order of arrival takes part in every figure.`,
  peers: [],
  run: async ({ at, beside }) => {
    for (const { title, name, ask } of questions)
      await beside(title, { ours: () => run(operations, at(), name, ask) });
  },
};

if (import.meta.main) await onStage([benchmark]);
