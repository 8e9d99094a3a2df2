import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Circumstances, EngineSession } from './engine-session.ts';
import { codeOf, HttpRefusal } from './http-refusal.ts';
import type { Lane, SessionPool } from './session-pool.ts';
import { type InsertTarget, isTextFormat } from './statement-sort.ts';
import { quotedName, quotedString } from './statement-text.ts';
import { type Flow, openFlow } from './stream-answer.ts';

/** A whole answer. */
export interface Answer {
  readonly bytes: Uint8Array;
  readonly rowsRead: number;
  readonly bytesRead: number;
  readonly rowsWritten: number;
}

/** Statements on the engine of this process, each in its circumstances, each ended in the engine when its asker has gone. */
export class Engine {
  readonly #pool: SessionPool;
  readonly #workFolder: string;
  #count = 0;

  /** @param workFolder for rows on their way in and answers on their way out; emptied by the owner at start */
  constructor(pool: SessionPool, workFolder: string) {
    this.#pool = pool;
    this.#workFolder = workFolder;
  }

  /** Runs a statement and gives its whole answer. */
  ask(
    lane: Lane,
    text: string,
    format: string,
    more: { circumstances: Circumstances; signal: AbortSignal },
  ): Promise<Answer> {
    return this.#within(lane, text, more, async (session) => {
      const answer = await this.#ending(text, more.signal, (marked) => session.ask(marked, format));
      return { ...answer, rowsWritten: 0 };
    });
  }

  /**
   * Runs a query whose answer is taken bit by bit.
   *
   * The engine writes into a named pipe, so it goes no faster than the taker and no answer is held in memory. The
   * library's own streams were not used: they compute scalar subqueries on the event loop (11 s in one trial) and
   * write one document per chunk in formats with a frame (JSON, Parquet).
   */
  stream(
    text: string,
    format: string,
    more: { circumstances: Circumstances; signal: AbortSignal; take: (bytes: Uint8Array) => Promise<void> },
  ): Promise<void> {
    return this.#within('read', text, more, async (session) => {
      const flow = await openFlow(this.#file('flow'));
      const into = `insert into function file(${quotedString(flow.path)}, ${quotedString(format)}) ${text}`;
      const written = this.#ending(into, more.signal, (marked) => session.ask(marked, 'Null'));
      await this.#pour(flow, written, more.take);
    });
  }

  /** Stores rows that came apart from their statement. */
  insert(
    target: InsertTarget,
    body: Uint8Array,
    more: { circumstances: Circumstances; signal: AbortSignal },
  ): Promise<Answer> {
    const circumstances = {
      ...more.circumstances,
      settings: new Map([...more.circumstances.settings, ...target.settings]),
    };
    const { table, columns, format } = target;
    return this.#within('insert', '', { circumstances, signal: more.signal }, async (session) => {
      const rowsWritten = isTextFormat(format)
        ? await session.insert({ table, columns, format, body })
        : await this.#insertFile(session, target, body);
      return { bytes: new Uint8Array(0), rowsRead: 0, bytesRead: 0, rowsWritten };
    });
  }

  async #insertFile(
    session: EngineSession,
    { table, columns, format }: InsertTarget,
    body: Uint8Array,
  ): Promise<number> {
    const path = this.#file('rows');
    try {
      await writeFile(path, body);
      const source = `file(${quotedString(path)}, ${quotedString(format)})`;
      const names = columns.length > 0 ? columns : await columnsOf(session, source);
      const list = names.map(quotedName).join(', ');
      const name = table.split('.').map(quotedName).join('.');
      const answer = await session.ask(`insert into ${name} (${list}) select ${list} from ${source}`, 'Null');
      return answer.rowsRead;
    } finally {
      await rm(path, { force: true });
    }
  }

  #file(what: string): string {
    this.#count += 1;
    return join(this.#workFolder, `${what}-${this.#count}`);
  }

  /** A session in the right circumstances; one whose circumstances are in doubt is not used again. */
  #within<T>(
    lane: Lane,
    text: string,
    { circumstances, signal }: { circumstances: Circumstances; signal: AbortSignal },
    work: (session: EngineSession) => Promise<T>,
  ): Promise<T> {
    let broken = false;
    return this.#pool.use(
      lane,
      signal,
      async (session) => {
        try {
          await session.prepare(circumstances);
        } catch (error) {
          broken = true;
          throw error;
        }
        refuseStale(session.staleParams(circumstances), text);
        return work(session);
      },
      () => broken,
    );
  }

  /** Marks the statement, so that it can be found among those running, and kills it when its asker has gone. */
  async #ending<T>(text: string, signal: AbortSignal, run: (marked: string) => Promise<T>): Promise<T> {
    const mark = `/* perdure:${crypto.randomUUID()} */`;
    const settled = new AbortController();
    const running = run(`${mark} ${text}`).finally(() => settled.abort());
    signal.addEventListener('abort', () => void this.#kill(mark, settled.signal), {
      once: true,
      signal: settled.signal,
    });
    if (signal.aborted) void this.#kill(mark, settled.signal);
    return running;
  }

  /** The statement may not have begun when its asker goes: kill again until it has ended. Never SYNC, which hangs. */
  async #kill(mark: string, settled: AbortSignal): Promise<void> {
    const text = `kill query where startsWith(query, ${quotedString(mark)}) async`;
    const circumstances = { database: 'default', settings: new Map(), params: new Map() };
    while (!settled.aborted) {
      await this.#within('kill', '', { circumstances, signal: settled }, (session) =>
        session.ask(text, 'Null'),
      ).catch((error) => {
        if (!settled.aborted) console.error(`a statement could not be killed: ${codeOf(error)} ${error}`);
      });
      await pause(50);
    }
  }

  async #pour(
    flow: Flow,
    written: Promise<unknown>,
    take: (bytes: Uint8Array) => Promise<void>,
  ): Promise<void> {
    const ended = written.then(
      () => flow.written(),
      (error) => {
        flow.stop();
        throw error;
      },
    );
    const poured = (async () => {
      for await (const bytes of flow.bytes) await take(bytes);
    })();
    poured.catch(() => flow.stop());
    await ended;
    await poured;
  }
}

async function columnsOf(session: EngineSession, source: string): Promise<string[]> {
  const { bytes } = await session.ask(`describe table ${source}`, 'JSONEachRow');
  const lines = new TextDecoder()
    .decode(bytes)
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => String((JSON.parse(line) as { name: unknown }).name)); // the engine's own answer
}

/** The session would answer with the value of an earlier statement: refuse, as a server does. */
function refuseStale(stale: readonly string[], text: string): void {
  for (const name of stale) {
    if (new RegExp(`\\{\\s*${name}\\s*:`).test(text)) {
      throw new HttpRefusal(400, 456, `Substitution \`${name}\` is not set`, 'UNKNOWN_QUERY_PARAMETER');
    }
  }
}
