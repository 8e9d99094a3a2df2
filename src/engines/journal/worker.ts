import { DatabaseSync } from 'node:sqlite';
import { type MessagePort, parentPort, receiveMessageOnPort, workerData } from 'node:worker_threads';
import type { Answer, Letter, Order, Refused, Reply, State, WorkerStart } from './messages.ts';
import type { Damage, JournalEntry } from './port.ts';
import { dropDamagedCopies, fullDisk, isCorruption, openStore, primaryCode } from './repair.ts';
import type { Store } from './store.ts';

/*
 * The thread that waits for the disk. All appends that wait when it comes back from one commit are the next commit:
 * the slower the disk, the larger the groups.
 */

function run(port: MessagePort, start: WorkerStart, lock: DatabaseSync): void {
  const damage: Damage[] = [];
  let healthy = true;
  let closed = false;
  let store = open();

  function open(): Store {
    const opened = openStore(start);
    if (opened.damage !== undefined) damage.push(opened.damage);
    return opened.store;
  }

  function state(): State {
    const waiting = healthy
      ? { ...store.counts, oldestAt: store.oldestAt(), begun: store.begun() }
      : lastWaiting;
    lastWaiting = waiting;
    return { waiting, healthy, damage };
  }
  let lastWaiting: State['waiting'] = { entries: 0, events: 0, bytes: 0, oldestAt: null, begun: [] };

  /** Carries out, mending the file once where it turns out to be broken. */
  function attempt<T>(work: () => T): T | Refused {
    if (!healthy) return unhealthy;
    try {
      return work();
    } catch (error) {
      if (!isCorruption(error)) return refusal(error);
    }
    try {
      store.abandon();
      store = open();
      return work();
    } catch (error) {
      return refusal(error);
    }
  }

  function refusal(error: unknown): Refused {
    const message = error instanceof Error ? error.message : String(error);
    if (fullDisk(error) !== undefined) return { code: 'full', message };
    healthy = false;
    return { code: 'unhealthy', message };
  }

  function appendAll(letters: readonly Letter[]): void {
    const entries = letters.flatMap(({ order }) => (order.do === 'append' ? order.entries : []));
    if (entries.length === 0) return;
    const seqs = attempt(() => store.append(entries));
    const now = state();
    let taken = 0;
    for (const { number, order } of letters) {
      const count = order.do === 'append' ? order.entries.length : 0;
      const own = 'code' in seqs ? seqs : { seqs: seqs.slice(taken, taken + count) };
      taken += count;
      reply({ number, answer: own, state: now });
    }
  }

  function carryOut({ number, order }: Letter): void {
    const answer = attempt(() => answerTo(order));
    if (order.do === 'close') {
      closed = true;
      lock.close();
      port.postMessage({ number, answer, state: { waiting: lastWaiting, healthy, damage } } satisfies Reply);
      port.close();
      return;
    }
    reply({ number, answer, state: state() });
  }

  function answerTo(order: Exclude<Order, { do: 'append' }> | Order): Answer {
    if (order.do === 'next') return { batch: store.next(order.maxEvents, order.after) };
    if (order.do === 'entriesOf') return { entries: store.entriesOf(order.workspace, order.after) };
    if (order.do === 'finish') store.finish(order.batch);
    if (order.do === 'replace') {
      store.replace(order.changes);
      dropDamagedCopies(start.path);
    }
    if (order.do === 'close') store.close();
    return { done: true };
  }

  const reply = (message: Reply): void => port.postMessage(message, buffersIn(message.answer));

  port.on('message', (first: Letter) => {
    let group: Letter[] = [];
    for (const letter of [first, ...rest(port)]) {
      if (letter.order.do === 'append') group.push(letter);
      else {
        appendAll(group);
        group = [];
        carryOut(letter);
      }
    }
    appendAll(group);
    tidy();
  });

  function tidy(): void {
    const left = healthy && !closed ? attempt(tidied) : false;
    if (left === true) setImmediate(tidy);
  }

  /** A full disk here is no fault: the log keeps what the file cannot take, and the next append is refused. */
  function tidied(): boolean {
    try {
      return store.tidy();
    } catch (error) {
      if (fullDisk(error) === undefined) throw error;
      return false;
    }
  }

  reply({ number: 0, answer: { done: true }, state: state() });
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
    run(port, start, lock);
    return;
  }
  const waiting = { entries: 0, events: 0, bytes: 0, oldestAt: null, begun: [] };
  const answer: Refused = { code: 'in_use', message: start.path };
  port.postMessage({ number: 0, answer, state: { waiting, healthy: false, damage: [] } } satisfies Reply);
  port.close();
}

if (parentPort === null) throw new Error('this file is a worker thread of the journal');
begin(parentPort, workerData);
