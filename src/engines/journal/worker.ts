import { DatabaseSync } from 'node:sqlite';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Answer, Letter, Order, Refused, Reply, State, WorkerStart } from './messages.ts';
import type { Damage, JournalEntry, Waiting } from './port.ts';
import { dropDamagedCopies, isCorruption, isFullDisk, openStore, primaryCode } from './repair.ts';
import type { Store } from './store.ts';

/*
 * The thread that waits for the disk. All appends that wait when it comes back from one commit are the next commit:
 * the slower the disk, the larger the groups.
 */

class FileThread {
  readonly #port: MessagePort;
  readonly #start: WorkerStart;
  readonly #lock: DatabaseSync;
  readonly #damage: Damage[] = [];
  #store: Store;
  #healthy = true;
  #closed = false;
  #waiting: Waiting = { entries: 0, events: 0, bytes: 0, oldestAt: null, begun: [] };

  constructor(port: MessagePort, start: WorkerStart, lock: DatabaseSync) {
    this.#port = port;
    this.#start = start;
    this.#lock = lock;
    this.#store = this.#open();
  }

  begin(): void {
    this.#port.on('message', (first: Letter) => {
      this.#carryOutAll([first, ...rest(this.#port)]);
      this.#tidy();
    });
    this.#reply(0, { done: true });
  }

  /** Appends next to one another are one commit; all else is done one by one, in order. */
  #carryOutAll(letters: readonly Letter[]): void {
    let group: AppendLetter[] = [];
    for (const { number, order } of letters) {
      if (order.do === 'append') group.push({ number, entries: order.entries });
      else {
        this.#append(group);
        group = [];
        this.#carryOut(number, order);
      }
    }
    this.#append(group);
  }

  #append(letters: readonly AppendLetter[]): void {
    const entries = letters.flatMap((letter) => letter.entries);
    if (entries.length === 0) return;
    const seqs = this.#attempt(() => this.#appendMakingRoom(entries));
    let taken = 0;
    for (const { number, entries: own } of letters) {
      this.#reply(number, 'code' in seqs ? seqs : { seqs: seqs.slice(taken, taken + own.length) });
      taken += own.length;
    }
  }

  /** On a full disk the log may hold room that the file no longer needs. */
  #appendMakingRoom(entries: readonly JournalEntry[]): number[] {
    try {
      return this.#store.append(entries);
    } catch (error) {
      if (!isFullDisk(error)) throw error;
      this.#store.carry();
      return this.#store.append(entries);
    }
  }

  #carryOut(number: number, order: OtherOrder): void {
    if (order.do === 'close') this.#close(number);
    else
      this.#reply(
        number,
        this.#attempt(() => this.#answer(order)),
      );
  }

  #answer(order: Exclude<OtherOrder, { do: 'close' }>): Answer {
    switch (order.do) {
      case 'next':
        return { batch: this.#store.next(order.maxEvents, order.after) };
      case 'entriesOf':
        return { entries: this.#store.entriesOf(order.workspace, order.after) };
      case 'finish':
        this.#store.finish(order.batch);
        return { done: true };
      case 'replace':
        this.#store.replace(order.changes);
        dropDamagedCopies(this.#start.path);
        return { done: true };
      case 'forget':
        this.#store.forget();
        dropDamagedCopies(this.#start.path);
        return { done: true };
    }
  }

  #close(number: number): void {
    const carried = this.#healthy ? this.#attempt(() => this.#carryWhatFits()) : true;
    this.#closed = true;
    this.#store.close();
    this.#lock.close();
    this.#reply(number, typeof carried === 'object' ? carried : { done: true });
    this.#port.close();
  }

  #tidy(): void {
    if (!this.#healthy || this.#closed) return;
    const left = this.#attempt(() => this.#tidyWhatFits());
    if (left === true) setImmediate(() => this.#tidy());
  }

  /** A full disk is no fault here: the log keeps what the file cannot take, and the next append is refused. */
  #tidyWhatFits(): boolean {
    try {
      return this.#store.tidy();
    } catch (error) {
      if (!isFullDisk(error)) throw error;
      return false;
    }
  }

  /** The same on closing: the next start reads the log. */
  #carryWhatFits(): boolean {
    try {
      this.#store.carry();
    } catch (error) {
      if (!isFullDisk(error)) throw error;
    }
    return true;
  }

  /** Does it, mending the file once where it turns out to be broken. */
  #attempt<T>(work: () => T): T | Refused {
    if (!this.#healthy) return unhealthy;
    try {
      return work();
    } catch (error) {
      return isCorruption(error) ? this.#mendAndAttempt(work) : this.#refusal(error);
    }
  }

  #mendAndAttempt<T>(work: () => T): T | Refused {
    try {
      this.#store.close();
      this.#store = this.#open(Number.POSITIVE_INFINITY);
      return work();
    } catch (error) {
      return this.#refusal(error);
    }
  }

  #open(checkBytes?: number): Store {
    const { store, damage } = openStore(this.#start, checkBytes);
    if (damage !== undefined) this.#damage.push(damage);
    return store;
  }

  #refusal(error: unknown): Refused {
    const message = error instanceof Error ? error.message : String(error);
    if (isFullDisk(error)) return { code: 'full', message };
    this.#healthy = false;
    return { code: 'unhealthy', message };
  }

  #reply(number: number, answer: Answer | Refused): void {
    const message: Reply = { number, answer, state: this.#state() };
    this.#port.postMessage(message, buffersIn(answer));
  }

  #state(): State {
    if (this.#healthy && !this.#closed) this.#waiting = this.#store.waiting();
    return { waiting: this.#waiting, healthy: this.#healthy, damage: this.#damage };
  }
}

type OtherOrder = Exclude<Order, { readonly do: 'append' }>;

interface AppendLetter {
  readonly number: number;
  readonly entries: readonly JournalEntry[];
}

const unhealthy: Refused = {
  code: 'unhealthy',
  message: 'a write or a sync failed; restart is needed',
};

function* rest(port: MessagePort): Generator<Letter> {
  for (let next = receiveMessageOnPort(port); next !== undefined; next = receiveMessageOnPort(port)) {
    yield next.message;
  }
}

/** Bodies change hands instead of being copied. */
function buffersIn(answer: Answer | Refused): ArrayBuffer[] {
  const entries: readonly JournalEntry[] =
    'entries' in answer ? answer.entries : 'batch' in answer ? (answer.batch?.entries ?? []) : [];
  return entries.map(({ body }) => body.buffer).filter((buffer) => buffer instanceof ArrayBuffer);
}

/** Held as long as the thread lives, and let go by the system when the process is killed; undefined where taken. */
function lockFile(path: string): DatabaseSync | undefined {
  const lock = new DatabaseSync(`${path}.lock`);
  try {
    lock.exec('pragma locking_mode = exclusive');
    lock.exec('begin exclusive');
    return lock;
  } catch (error) {
    lock.close();
    if (primaryCode(error) !== 5) throw error; // SQLITE_BUSY
    return undefined;
  }
}

function begin(port: MessagePort, start: WorkerStart): void {
  const lock = lockFile(start.path);
  if (lock !== undefined) {
    new FileThread(port, start, lock).begin();
    return;
  }
  const waiting = { entries: 0, events: 0, bytes: 0, oldestAt: null, begun: [] };
  const answer: Refused = { code: 'in_use', message: start.path };
  port.postMessage({ number: 0, answer, state: { waiting, healthy: false, damage: [] } } satisfies Reply);
  port.close();
}

if (parentPort === null) throw new Error('this file is a worker thread of the journal');
begin(parentPort, workerData);
