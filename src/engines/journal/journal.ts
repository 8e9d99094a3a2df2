import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { DomainError } from '#src/basics/errors.ts';
import { systemClock } from '../clock/index.ts';
import type { Answer, Change, Letter, Order, Reply, State } from './messages.ts';
import type { Batch, Damage, Journal, JournalEntry, Waiting, WaitingEntry } from './port.ts';

export interface JournalSettings {
  /** The data folder; the file is `journal.sqlite` in it. */
  readonly folder: string;
  /** Cap of the file in bytes; the disk's own where absent. */
  readonly maxBytes?: number;
}

/**
 * Opens the journal of a data folder, made where it is missing, mended where it is broken (`damage` tells).
 *
 * @throws DomainError `journal.in_use` where another process has it open; Error where the disk fails
 */
export async function openJournal({ folder, maxBytes = 0 }: JournalSettings): Promise<Journal> {
  const worker = new Worker(new URL('./worker.ts', import.meta.url), {
    workerData: {
      path: join(folder, 'journal.sqlite'),
      maxPages: Math.ceil(maxBytes / 4096),
      now: systemClock.now(), // numbers grow even where the file was lost, so not the house's clock, which may stand still
    },
  });
  const journal = new WorkerJournal(worker);
  await journal.opened;
  return journal;
}

interface Awaited {
  readonly answered: (answer: Answer) => void;
  readonly refused: (error: Error) => void;
}

interface WaitingAppend {
  readonly entry: JournalEntry;
  readonly stored: (seq: number) => void;
  readonly refused: (error: Error) => void;
}

class WorkerJournal implements Journal {
  readonly opened: Promise<unknown>;
  readonly #worker: Worker;
  readonly #awaited = new Map<number, Awaited>();
  #state: State = {
    waiting: { entries: 0, events: 0, bytes: 0, oldestAt: null, begun: [] },
    healthy: true,
    damage: [],
  };
  #appends: WaitingAppend[] = [];
  #appending = false;
  #lastNumber = 0;
  #gone: 'no' | 'closed' | 'dead' = 'no';

  constructor(worker: Worker) {
    this.#worker = worker;
    this.opened = new Promise((answered, refused) => {
      this.#awaited.set(0, { answered, refused });
    });
    worker.on('message', (reply: Reply) => this.#take(reply));
    worker.on('error', (error) => this.#die(error));
    worker.on('exit', () => this.#die(new Error('the journal thread ended')));
  }

  get healthy(): boolean {
    return this.#gone === 'no' && this.#state.healthy;
  }

  get damage(): readonly Damage[] {
    return this.#state.damage;
  }

  append(entry: JournalEntry): Promise<number> {
    return new Promise((stored, refused) => {
      this.#appends.push({ entry: withOwnBody(entry), stored, refused });
      if (!this.#appending) this.#sendAppends();
    });
  }

  async next(maxEvents: number, after = 0): Promise<Batch | undefined> {
    const answer = await this.#ask({ do: 'next', maxEvents, after });
    return 'batch' in answer ? answer.batch : undefined;
  }

  async finish(batch: number): Promise<void> {
    await this.#ask({ do: 'finish', batch });
  }

  async waiting(): Promise<Waiting> {
    return this.#state.waiting;
  }

  async rewrite(workspace: number, change: (entry: WaitingEntry) => Uint8Array | null): Promise<number> {
    let changed = 0;
    for (let after = 0; ; ) {
      const answer = await this.#ask({ do: 'entriesOf', workspace, after });
      const entries = 'entries' in answer ? answer.entries : [];
      const last = entries.at(-1);
      if (last === undefined) break;
      const changes = entries
        .map((entry) => ({ seq: entry.seq, entry, body: change(entry) }))
        .filter(isChange);
      if (changes.length > 0) await this.#ask({ do: 'replace', changes });
      changed += changes.length;
      after = last.seq;
    }
    return changed;
  }

  async forget(): Promise<void> {
    await this.#ask({ do: 'forget' });
  }

  async close(): Promise<void> {
    if (this.#gone !== 'no') return;
    this.#sendAppends();
    const ended = new Promise((exited) => this.#worker.once('exit', exited));
    const closing = this.#ask({ do: 'close' });
    this.#gone = 'closed';
    await closing.finally(() => ended);
  }

  /** One letter is on its way at a time; what comes meanwhile is the next group. */
  #sendAppends(): void {
    const group = this.#appends;
    this.#appends = [];
    this.#appending = group.length > 0;
    if (!this.#appending) return;
    const entries = group.map(({ entry }) => entry);
    this.#ask({ do: 'append', entries }, entries.map(bufferOf)).then(
      (answer) => {
        const seqs = 'seqs' in answer ? answer.seqs : [];
        group.forEach(({ stored }, index) => {
          stored(seqs[index] ?? 0);
        });
        this.#sendAppends();
      },
      (error) => {
        for (const { refused } of group) refused(error);
        this.#sendAppends();
      },
    );
  }

  #ask(order: Order, transfer: readonly ArrayBuffer[] = []): Promise<Answer> {
    if (this.#gone !== 'no') return Promise.reject(refusal(this.#gone === 'closed' ? 'closed' : 'unhealthy'));
    this.#lastNumber += 1;
    const letter: Letter = { number: this.#lastNumber, order };
    const answer = new Promise<Answer>((answered, refused) => {
      this.#awaited.set(letter.number, { answered, refused });
    });
    this.#worker.postMessage(letter, transfer);
    return answer;
  }

  #take({ number, answer, state }: Reply): void {
    this.#state = state;
    const awaited = this.#awaited.get(number);
    this.#awaited.delete(number);
    if ('code' in answer) awaited?.refused(refusal(answer.code, answer.message));
    else awaited?.answered(answer);
  }

  #die(error: Error): void {
    if (this.#gone === 'no') this.#gone = 'dead';
    for (const { refused } of this.#awaited.values()) refused(error);
    this.#awaited.clear();
  }
}

const isChange = ({ entry, body }: Change): boolean => entry.body !== body;

const bufferOf = ({ body }: JournalEntry): ArrayBuffer => {
  if (body.buffer instanceof ArrayBuffer) return body.buffer;
  throw new Error('a body in shared memory cannot change hands');
};

/** A body that is a view into a larger buffer (Node's pool) is copied; one that fills its buffer is handed over. */
function withOwnBody(entry: JournalEntry): JournalEntry {
  const { body } = entry;
  const own = body.buffer instanceof ArrayBuffer && body.buffer.byteLength === body.byteLength;
  return own ? entry : { ...entry, body: Uint8Array.from(body) };
}

const wanted = {
  full: { kind: 'busy', expected: 'room on the disk, or waiting entries being loaded' },
  unhealthy: { kind: 'unavailable', expected: 'a disk that takes what is written, and a restart' },
  in_use: { kind: 'conflict', expected: 'a data folder that no other process has open' },
  closed: { kind: 'unavailable', expected: 'an open journal' },
} as const;

function refusal(why: keyof typeof wanted, got?: string): DomainError {
  return new DomainError(`journal.${why}`, got === undefined ? wanted[why] : { ...wanted[why], got });
}
