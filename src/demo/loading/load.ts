import { makeDemo } from '../demos.ts';
import { type Demo, type DemoKind, demoKinds, type Language } from '../making/index.ts';
import { clearDemo } from './remove.ts';
import { setUp } from './set-up.ts';
import {
  beginDemo,
  type DemoParts,
  type DemoState,
  demoStates,
  finishDemo,
  recipe,
  withDemoLock,
} from './state.ts';
import { storeContracts } from './store-contracts.ts';
import { type StoringPlace, storeEvents } from './store-events.ts';

/** How far one demo is; `total` is 0 until it is made. */
export interface DemoProgress {
  readonly kind: DemoKind;
  readonly done: number;
  readonly total: number;
}

/** What is to be loaded. */
export interface DemoWish {
  /** Epoch milliseconds: the demos end here. One that was begun before keeps its own end and language. */
  readonly now: number;
  readonly language: Language;
  readonly onProgress?: (progress: DemoProgress) => void;
  /** All of them unless told. */
  readonly kinds?: readonly DemoKind[];
  /** Also those that were removed; else they stay away. */
  readonly bringBack?: boolean;
}

/**
 * Loads the demo workspaces that are not there yet, two at a time.
 *
 * May be cut anywhere: the next call completes what was begun, with each event once; a removal cut short is
 * completed too. What is there already costs a look.
 */
export async function loadDemo(parts: DemoParts, wish: DemoWish): Promise<void> {
  const { records } = parts.loading;
  const asked = wish.kinds ?? demoKinds;
  await withDemoLock(records, async () => {
    const states = new Map((await demoStates(records)).map((state) => [state.kind, state]));
    const waiting = asked.filter((kind) => !isDone(states.get(kind), wish));
    // The gym is as large as the other three together.
    await Promise.all(
      [waiting.slice(0, 1), waiting.slice(1)].map(async (lane) => {
        for (const kind of lane) await loadOne(parts, { ...wish, kind }, states.get(kind));
      }),
    );
  });
}

const isDone = (state: DemoState | undefined, { bringBack = false }: DemoWish): boolean =>
  state !== undefined && (state.removed ? state.workspace === null && !bringBack : state.loaded);

async function loadOne(
  parts: DemoParts,
  wish: DemoWish & { readonly kind: DemoKind },
  state: DemoState | undefined,
): Promise<void> {
  const { kind, bringBack = false } = wish;
  const stale = state !== undefined && (state.removed || state.workspace === null || state.recipe !== recipe);
  if (stale) await clearDemo(parts, state, { forget: !state.removed || bringBack });
  if (state?.removed === true && !bringBack) return;
  const begun = stale ? undefined : state;
  const { now, language } = begun === undefined ? wish : { now: begun.endsAt, language: begun.language };
  const demo = makeDemo(kind, { now, language });
  const place =
    begun === undefined || begun.workspace === null || begun.source === null
      ? await beginDemo(parts, { kind, now, language }, demo.settings)
      : { workspace: begun.workspace, source: begun.source };
  await fill(parts, demo, place, wish.onProgress);
  await setUp(parts, demo, { workspace: place.workspace, endsAt: now, language });
  await finishDemo(parts.loading.records, kind, parts.loading.clock.now());
}

async function fill(
  { loading }: DemoParts,
  demo: Demo,
  place: StoringPlace,
  onProgress: DemoWish['onProgress'],
): Promise<void> {
  const { warehouse, records, clock, known, placeOf } = loading;
  const total = demo.arriving.length;
  let done = 0;
  onProgress?.({ kind: demo.kind, done, total });
  await storeContracts(records, place.workspace, demo.contracts);
  await storeEvents({ warehouse, records, clock, known, placeOf }, place, demo.arriving, (events) => {
    done += events;
    onProgress?.({ kind: demo.kind, done, total });
  });
}
