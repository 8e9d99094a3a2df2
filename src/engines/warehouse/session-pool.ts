import type { EngineSession } from './engine-session.ts';

/** What a statement does decides which sessions may take it, so that none waits behind another sort. */
export type Lane = 'insert' | 'run' | 'read' | 'kill';

interface LanePlan {
  /** Sessions there are from the first moment on; more come when a statement has waited. */
  readonly most: number;
}

/** Sessions at most; the process needs as many threads in libuv's pool, and some to spare. */
export const lanes: Readonly<Record<Lane, LanePlan>> = {
  insert: { most: 1 }, // one: batches are stored in the order they came
  run: { most: 3 }, // an import keeps two at work
  read: { most: 12 },
  kill: { most: 1 },
};

/** Threads for libuv: one for each session, four for files and decompression. */
export const threadsNeeded = Object.values(lanes).reduce((sum, lane) => sum + lane.most, 0) + 4;

/** A reader is opened at once up to this many; above it only for statements that have waited. */
const readersAtOnce = 4;
const patienceMs = 150;

interface Waiting {
  readonly take: (session: EngineSession) => void;
  readonly refuse: (reason: unknown) => void;
}

interface LaneState {
  readonly most: number;
  readonly idle: EngineSession[];
  readonly waiting: Waiting[];
  count: number;
}

/** Hands sessions to statements, first come first served within a lane. */
export class SessionPool {
  readonly #open: () => EngineSession;
  readonly #lanes = new Map<Lane, LaneState>();
  #closed = false;

  constructor(open: () => EngineSession) {
    this.#open = open;
  }

  /**
   * Runs work with a session of its own.
   *
   * @param broken says after a fault that the session must not be used again
   * @throws the signal's reason where it fires before a session is free
   */
  async use<T>(
    lane: Lane,
    signal: AbortSignal,
    work: (session: EngineSession) => Promise<T>,
    broken: () => boolean,
  ): Promise<T> {
    const state = this.#state(lane);
    const session = await this.#take(state, signal);
    try {
      return await work(session);
    } finally {
      this.#giveBack(state, session, broken());
    }
  }

  /** Closes idle sessions; those at work are closed when given back. */
  close(): void {
    this.#closed = true;
    for (const { idle, waiting } of this.#lanes.values()) {
      for (const session of idle.splice(0)) session.close();
      for (const { refuse } of waiting.splice(0)) refuse(new Error('the warehouse is closing'));
    }
  }

  #state(lane: Lane): LaneState {
    const state = this.#lanes.get(lane) ?? { most: lanes[lane].most, idle: [], waiting: [], count: 0 };
    this.#lanes.set(lane, state);
    return state;
  }

  async #take(state: LaneState, signal: AbortSignal): Promise<EngineSession> {
    signal.throwIfAborted();
    const idle = state.idle.pop();
    if (idle !== undefined) return idle;
    if (state.count < Math.min(state.most, readersAtOnce)) return this.#another(state);
    return this.#wait(state, signal);
  }

  #wait(state: LaneState, signal: AbortSignal): Promise<EngineSession> {
    return new Promise((resolve, reject) => {
      const end = () => {
        clearTimeout(timer);
        signal.removeEventListener('abort', leave);
        const place = state.waiting.indexOf(waiting);
        if (place !== -1) state.waiting.splice(place, 1);
      };
      const waiting: Waiting = {
        take: (session) => {
          end();
          resolve(session);
        },
        refuse: (reason) => {
          end();
          reject(reason);
        },
      };
      const leave = () => waiting.refuse(signal.reason);
      const timer = setTimeout(() => this.#grow(state), patienceMs);
      signal.addEventListener('abort', leave, { once: true });
      state.waiting.push(waiting);
    });
  }

  #grow(state: LaneState): void {
    const first = state.waiting[0];
    if (first === undefined || state.count >= state.most) return;
    try {
      first.take(this.#another(state));
    } catch (error) {
      first.refuse(error);
    }
  }

  #another(state: LaneState): EngineSession {
    const session = this.#open();
    state.count += 1;
    return session;
  }

  #giveBack(state: LaneState, session: EngineSession, broken: boolean): void {
    if (broken || this.#closed) {
      state.count -= 1;
      session.close();
      if (!this.#closed) this.#grow(state);
      return;
    }
    const next = state.waiting[0];
    if (next === undefined) state.idle.push(session);
    else next.take(session);
  }
}
