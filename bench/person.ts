// The page of one person at 20 million events: each operation that its screen waits for, beside plain SQL over raw events.
// node bench/run.ts person [--events 20m] [--repeats 7]   results: bench/results/person.md

import { operations as life } from '#src/customers/life/index.ts';
import { operations as profiles } from '#src/customers/profiles/index.ts';
import { operations as phases } from '#src/insights/phase-board/index.ts';
import { operations as worklist } from '#src/insights/worklist/index.ts';
import { run } from '../test/asking.ts';
import { type Benchmark, onStage } from './stage.ts';

const customer = 4242;
const now = '2025-01-01T12:00:00Z';
const own = `workspace_id = 1 and customer = ${customer} and time < '2025-01-01 12:00:00'`;

interface Asked {
  readonly title: string;
  readonly name: string;
  readonly input: object;
  /** What it rests on, read of raw events. */
  readonly plain?: string;
}

const asked: readonly Asked[] = [
  {
    title: 'the life by week',
    name: 'customers.life',
    input: { customer },
    plain: `select toMonday(toDate(time, 'Europe/Paris')) as week, event, count() from events_by_customer where ${own} group by week, event`,
  },
  {
    title: 'who they are',
    name: 'customers.profile',
    input: { customer },
    plain: `select event, count(), min(time), max(time) from events_by_customer where ${own} group by event`,
  },
  {
    title: 'the first page of the timeline',
    name: 'customers.timeline',
    input: { customer },
    plain: `select event, time, properties from events_by_customer where ${own} order by time desc limit 50`,
  },
  { title: 'phase and why', name: 'phases.of', input: { customer } },
  { title: 'the worklist of everybody', name: 'worklist.list', input: {} },
  {
    title: 'how the base stands',
    name: 'worklist.standing',
    input: {},
    plain: `select uniqExactIf(customer, toDate(time, 'Europe/Paris') > toDate('2025-01-01') - 28) from events where workspace_id = 1 and traffic = 'customer' and time < '2025-01-01 12:00:00'`,
  },
];

export const benchmark: Benchmark = {
  name: 'person',
  title: 'One person’s page, and the worklist',
  said: 'Each operation by itself, as the page asks them side by side.',
  peers: ['plain SQL'],
  run: async (stage) => {
    const context = stage.at(now);
    for (const { title, name, input, plain } of asked) {
      await stage.beside(title, {
        ours: async () => {
          await run([...life, ...profiles, ...phases, ...worklist], context, name, input);
        },
        ...(plain === undefined
          ? {}
          : {
              'plain SQL': async () => {
                await stage.plain(plain);
              },
            }),
      });
    }
  },
};

if (import.meta.main) await onStage([benchmark]);
