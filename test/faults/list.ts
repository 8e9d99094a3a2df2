import { type Bed, type BedWishes, openBed } from './bed.ts';
import { byTests } from './by-tests.ts';
import { crowd } from './crowd.ts';
import { cutErasure, cutRebuild } from './cut-chores.ts';
import { cutLives } from './cut-lives.ts';
import { cutSegments } from './cut-segments.ts';
import { cutStarts } from './cut-starts.ts';
import { endUnderLoad } from './ended-under-load.ts';
import { fullDisk } from './full-disk.ts';
import { hostileNames } from './hostile-names.ts';
import { killUnderLoad } from './kills.ts';
import { killWhileSending } from './kills-while-sending.ts';
import { knots } from './knots.ts';
import { monstrousBodies } from './monsters.ts';
import { oddTimes } from './odd-times.ts';
import { outages } from './outages.ts';
import type { FaultReport } from './report.ts';
import { sickDisk, unconfirmedDisk } from './sick-disk.ts';

export type Form = 'short' | 'long';

/** A fault that can be tried, short within the ordinary tests, long by `npm run faults`. */
export interface ListedFault {
  readonly id: string;
  /** Tries it on a bed that is there, else on one of its own. */
  tryIt(form: Form, seed: number, bed?: Bed): Promise<FaultReport>;
}

interface Sizes<Wishes> {
  readonly short: Wishes;
  readonly long: Wishes;
}

interface OnBed<Wishes> extends Sizes<Wishes> {
  readonly id: string;
  readonly run: (bed: Bed, wishes: Wishes & { readonly seed: number }) => Promise<FaultReport>;
  readonly bed?: BedWishes;
}

const onBed = <Wishes>({ id, run, bed: wishes = {}, ...sizes }: OnBed<Wishes>): ListedFault => ({
  id,
  tryIt: async (form, seed, bed) => {
    if (bed !== undefined) return run(bed, { ...sizes[form], seed });
    const own = await openBed(`Fault ${id}`, wishes);
    try {
      return await run(own, { ...sizes[form], seed });
    } finally {
      await own.close();
    }
  },
});

interface Alone<Wishes> extends Sizes<Wishes> {
  readonly id: string;
  readonly run: (wishes: Wishes & { readonly seed: number }) => Promise<FaultReport>;
}

const alone = <Wishes>({ id, run, ...sizes }: Alone<Wishes>): ListedFault => ({
  id,
  tryIt: (form, seed) => run({ ...sizes[form], seed }),
});

const journalTests = ['src/engines/journal/damage.test.ts', 'src/engines/journal/crash.test.ts'];
const replayTests = ['src/events/set-aside/replay.test.ts'];
const minute = 60_000;

/** Every fault by its number in the fault list, with the size of its short and its long form. */
export const faults: readonly ListedFault[] = [
  onBed({
    id: 'R1',
    run: killUnderLoad,
    short: { kills: 2, eventsPerSecond: 1_000, startWithinMs: minute },
    long: { kills: 200, eventsPerSecond: 2_000, startWithinMs: 5_000 },
  }),
  onBed({
    id: 'R2',
    run: killWhileSending,
    short: { messages: 600, kills: 2, withinMs: 300 },
    long: { messages: 10_000, kills: 100, withinMs: 500 },
  }),
  alone({
    id: 'R3 start',
    run: cutStarts,
    short: { kills: 2, killsPerFolder: 2, withinMs: 2_500 },
    long: { kills: 50, killsPerFolder: 5, withinMs: 6_000 },
  }),
  onBed({
    id: 'R3 erasure',
    run: cutErasure,
    short: { kills: 1, events: 1_000, withinMs: 400 },
    long: { kills: 50, events: 20_000, withinMs: 1_500 },
  }),
  onBed({
    id: 'R3 rebuild',
    run: cutRebuild,
    short: { kills: 1, events: 3_000, withinMs: 400 },
    long: { kills: 50, events: 100_000, withinMs: 2_000 },
  }),
  onBed({
    id: 'R3 segments',
    run: cutSegments,
    short: { kills: 2, people: 100, withinMs: 6_000 },
    long: { kills: 50, people: 2_000, withinMs: 8_000 },
  }),
  onBed({
    id: 'R3 phases',
    run: cutLives,
    short: { kills: 2, people: 100, withinMs: 6_000 },
    long: { kills: 50, people: 400, withinMs: 8_000 },
  }),
  alone({
    id: 'R3 replay',
    run: byTests,
    short: { fault: 'SIGKILL in the middle of a replay of set-aside events', tests: replayTests },
    long: { fault: 'SIGKILL in the middle of a replay of set-aside events', tests: replayTests },
  }),
  alone({
    id: 'R4',
    run: byTests,
    short: { fault: 'torn and flipped bytes of the journal', tests: journalTests },
    long: { fault: 'torn and flipped bytes of the journal', tests: journalTests },
  }),
  alone({
    id: 'R5',
    run: fullDisk,
    short: { megabytes: 800, seconds: 1, recoversWithinMs: 10_000 },
    long: { megabytes: 1_200, seconds: 60, recoversWithinMs: 10_000 },
  }),
  onBed({ id: 'R6', run: sickDisk, short: { seconds: 1 }, long: { seconds: 30 } }),
  onBed({ id: 'R6 sync', run: unconfirmedDisk, short: { seconds: 1 }, long: { seconds: 30 } }),
  onBed({
    id: 'R7',
    run: outages,
    short: { warehouseSeconds: 2, recordsSeconds: 2, eventsPerSecond: 500, catchUp: 0 },
    long: { warehouseSeconds: 600, recordsSeconds: 60, eventsPerSecond: 1_000, catchUp: 5 },
  }),
  alone({
    id: 'R12',
    run: byTests,
    short: { fault: '21,000 mutated payloads', tests: ['test/clients/fuzz.test.ts'], payloads: 21_000 },
    long: { fault: '1,000,000 mutated payloads', tests: ['test/clients/fuzz.test.ts'], payloads: 1_000_000 },
  }),
  onBed({
    id: 'R13',
    run: crowd,
    short: { idle: 500, slow: 50, seconds: 15.5, p99Ms: null },
    long: { idle: 10_000, slow: 1_000, seconds: 40, p99Ms: 250 },
  }),
  onBed({ id: 'R14', run: monstrousBodies, short: { withinMs: 10_000 }, long: { withinMs: 1_000 } }),
  onBed({
    id: 'R15',
    run: oddTimes,
    short: { spread: 5_000 },
    long: { spread: 1_000_000 },
    bed: { timezone: 'America/New_York' },
  }),
  onBed({
    id: 'R16',
    run: knots,
    short: { chain: 500, clients: 50, joinsPerClient: 3, withinMs: minute },
    long: { chain: 10_000, clients: 50, joinsPerClient: 100, withinMs: 5 * minute },
  }),
  onBed({
    id: 'R18',
    run: endUnderLoad,
    short: { times: 1, eventsPerSecond: 1_000, withinMs: 30_000 },
    long: { times: 20, eventsPerSecond: 2_000, withinMs: 30_000 },
  }),
  onBed({ id: 'names', run: hostileNames, short: {}, long: {} }),
];

/** The fault of a number. @throws Error where there is none */
export function faultOf(id: string): ListedFault {
  const found = faults.find((fault) => fault.id === id);
  if (found === undefined)
    throw new Error(`no fault ${id}; there are ${faults.map((one) => one.id).join(', ')}`);
  return found;
}
