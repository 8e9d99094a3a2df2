import { mkdir } from 'node:fs/promises';
import { resolve } from 'node:path';
import type { Sql } from '#src/basics/sql.ts';
import { connectWarehouse, type WarehouseAddress } from './client.ts';
import type { EngineLimits } from './engine-config.ts';
import { type EngineLogger, EngineProcess, type EngineUp } from './engine-process.ts';
import { WarehouseError } from './fault.ts';
import type { AskOptions, InsertOptions, Warehouse, WorkspaceWarehouse } from './port.ts';

/** How the engine of this machine is opened. */
export interface ChdbOptions {
  /** Holds the data; made where it is not there. One process at a time owns it. */
  readonly folder: string;
  /** The engine's `default` unless told; another must be there already. */
  readonly database?: string;
  readonly limits?: EngineLimits;
  readonly logger?: EngineLogger;
}

/** The engine of this machine, with what its owner may know of it. */
export interface ChdbWarehouse extends Warehouse {
  /** Where it answers now, for further databases in the same engine. */
  address(database: string): WarehouseAddress;
  /** The process that runs the engine now. */
  pid(): number;
}

/**
 * Opens the engine of this machine: a child process of ours that owns the folder.
 *
 * When the child dies it is started again. Calls under way fail as `interrupted` and may be repeated (inserts under
 * their token); calls made meanwhile wait for it. What was acknowledged is not lost.
 *
 * @throws WarehouseError `locked` where another process owns the folder
 */
export async function openChdb({
  folder,
  database = 'default',
  limits = {},
  logger,
}: ChdbOptions): Promise<ChdbWarehouse> {
  const home = resolve(folder);
  await mkdir(home, { recursive: true, mode: 0o700 });
  const warehouse = new RevivedWarehouse(home, { database, limits, logger });
  await warehouse.start();
  return warehouse;
}

/** How long a call waits for a dead engine to come back. */
const revivalSeconds = 60;

class RevivedWarehouse implements ChdbWarehouse {
  readonly local = true;
  readonly #engine: EngineProcess;
  readonly #database: string;
  #now: { readonly up: EngineUp; readonly warehouse: Warehouse } | undefined;
  readonly #waiting = new Set<() => void>();

  constructor(
    folder: string,
    options: { database: string; limits: EngineLimits; logger: EngineLogger | undefined },
  ) {
    this.#database = options.database;
    this.#engine = new EngineProcess(folder, {
      limits: options.limits,
      logger: options.logger,
      onUp: (up) => this.#come(up),
      onDown: () => this.#go(),
    });
  }

  async start(): Promise<void> {
    await this.#engine.start();
  }

  address(database: string): WarehouseAddress {
    if (this.#now === undefined)
      throw new WarehouseError('interrupted', 'the warehouse engine is being started again');
    return this.#addressOf(this.#now.up, database);
  }

  pid(): number {
    if (this.#now === undefined)
      throw new WarehouseError('interrupted', 'the warehouse engine is being started again');
    return this.#now.up.pid;
  }

  rows<Row>(query: Sql<Row>, options?: AskOptions): Promise<Row[]> {
    return this.#with(options, (warehouse) => warehouse.rows(query, options));
  }

  async *stream<Row>(query: Sql<Row>, options?: AskOptions): AsyncGenerator<Row> {
    yield* (await this.#answering(options)).stream(query, options);
  }

  run(statement: Sql, options?: AskOptions): Promise<void> {
    return this.#with(options, (warehouse) => warehouse.run(statement, options));
  }

  insert(
    table: string,
    body: Uint8Array | AsyncIterable<Uint8Array>,
    options?: InsertOptions,
  ): Promise<void> {
    if (body instanceof Uint8Array)
      return this.#with(options, (warehouse) => warehouse.insert(table, body, options));
    return this.#answering(options).then((warehouse) => warehouse.insert(table, body, options)); // read only once
  }

  of(workspace: number): WorkspaceWarehouse {
    const answering = (options?: AskOptions) => this.#answering(options);
    return {
      rows: <Row>(query: Sql<Row>, options?: AskOptions) =>
        this.#with(options, (warehouse) => warehouse.of(workspace).rows(query, options)),
      async *stream<Row>(query: Sql<Row>, options?: AskOptions): AsyncGenerator<Row> {
        yield* (await answering(options)).of(workspace).stream(query, options);
      },
    };
  }

  /** Asked again where an engine that was just dying cut it off. */
  async ping(): Promise<void> {
    const ping = () => this.#with(undefined, (warehouse) => warehouse.ping());
    await ping().catch((error: unknown) => {
      if (!(error instanceof WarehouseError) || error.kind !== 'interrupted') throw error;
      return ping();
    });
  }

  async close(): Promise<void> {
    const now = this.#now;
    this.#now = undefined;
    await this.#engine.close();
    await now?.warehouse.close();
  }

  #come(up: EngineUp): void {
    this.#now = { up, warehouse: connectWarehouse(this.#addressOf(up, this.#database)) };
    for (const go of [...this.#waiting]) go();
  }

  #go(): void {
    void this.#now?.warehouse.close();
    this.#now = undefined;
  }

  #addressOf({ port }: EngineUp, database: string): WarehouseAddress {
    return { url: `http://127.0.0.1:${port}`, ...this.#engine.secret, database, local: true };
  }

  /** A call that never reached the engine, which had just died, is made again when it is back. */
  async #with<T>(options: AskOptions | undefined, call: (warehouse: Warehouse) => Promise<T>): Promise<T> {
    const warehouse = await this.#ready(options?.signal);
    try {
      return await call(warehouse);
    } catch (error) {
      if (!neverArrived(error)) throw error;
      if (this.#now?.warehouse === warehouse) this.#go();
      return call(await this.#ready(options?.signal));
    }
  }

  /** An engine known to answer, for calls that cannot be made again. */
  async #answering(options: AskOptions | undefined): Promise<Warehouse> {
    await this.ping();
    return this.#ready(options?.signal);
  }

  #ready(signal?: AbortSignal): Promise<Warehouse> {
    if (this.#now !== undefined) return Promise.resolve(this.#now.warehouse);
    return new Promise((done, fail) => {
      const end = (finish: () => void) => {
        clearTimeout(timer);
        signal?.removeEventListener('abort', leave);
        this.#waiting.delete(go);
        finish();
      };
      const go = () => end(() => done(this.#ready()));
      const leave = () => end(() => fail(signal?.reason));
      const late = () =>
        end(() => fail(new WarehouseError('interrupted', 'the warehouse engine did not come back')));
      const timer = setTimeout(late, revivalSeconds * 1000);
      signal?.addEventListener('abort', leave, { once: true });
      this.#waiting.add(go);
    });
  }
}

const neverArrived = (error: unknown): boolean =>
  error instanceof WarehouseError &&
  (error.cause as NodeJS.ErrnoException | undefined)?.code === 'ECONNREFUSED'; // Node's error
