import { Readable } from 'node:stream';
import {
  type ClickHouseClient,
  ClickHouseError,
  ClickHouseLogLevel,
  type ClickHouseSettings,
  createClient,
} from '@clickhouse/client';
import { forClickHouse, type Sql } from '#src/basics/sql.ts';
import { bigForm } from './big-params.ts';
import { isWarehouseFault, kindOfCode, WarehouseError } from './fault.ts';
import { streamedHeader } from './http-ask.ts';
import { withInlineProperties } from './listed-properties.ts';
import { withLongLists } from './long-lists.ts';
import type { AskOptions, InsertOptions, Warehouse, WorkspaceWarehouse } from './port.ts';
import { scopedTo, WorkspaceTables } from './scoped.ts';
import { quotedName } from './statement-text.ts';

/** Where a ClickHouse answers, or our child that speaks as one. */
export interface WarehouseAddress {
  /** `http://127.0.0.1:8123` */
  readonly url: string;
  readonly user: string;
  readonly password: string;
  readonly database: string;
  /** The engine reads this machine's files. */
  readonly local: boolean;
}

const defaultSeconds = 30;
const defaultMemory = 2 * 1024 ** 3;
/** Waiting for a free session and for the first byte comes on top of the engine's own limit. */
const graceSeconds = 60;

/** The warehouse at an address. Nothing is asked of it until the first call. */
export function connectWarehouse(address: WarehouseAddress): Warehouse {
  return new ClickHouseWarehouse(address);
}

class ClickHouseWarehouse implements Warehouse {
  readonly local: boolean;
  readonly #client: ClickHouseClient;
  readonly #tables: WorkspaceTables;

  constructor(address: WarehouseAddress) {
    this.local = address.local;
    this.#client = clientFor(address);
    this.#tables = new WorkspaceTables((query) => this.rows(query));
  }

  rows<Row>(query: Sql<Row>, options: AskOptions = {}): Promise<Row[]> {
    return this.#rows<Row>(rendered(query), options);
  }

  stream<Row>(query: Sql<Row>, options: AskOptions = {}): AsyncIterable<Row> {
    return this.#stream<Row>(async () => rendered(query), options);
  }

  of(workspace: number): WorkspaceWarehouse {
    const render = (query: Sql) => scopedTo(workspace, withLongLists(query), this.#tables);
    return {
      rows: async <Row>(query: Sql<Row>, options: AskOptions = {}) =>
        this.#rows<Row>(await render(query), options),
      stream: <Row>(query: Sql<Row>, options: AskOptions = {}) =>
        this.#stream<Row>(() => render(query), options),
    };
  }

  async run(statement: Sql, options: AskOptions = {}): Promise<void> {
    const { text, params } = rendered(statement);
    await within(options, async (signal) => {
      const form = bigForm(params);
      const common = { query: text, clickhouse_settings: writeSettings(options), abort_signal: signal };
      const { stream } = await this.#client.exec(
        form === undefined
          ? { ...common, query_params: params }
          : {
              ...common,
              values: Readable.from([form.body]),
              http_headers: { 'Content-Type': form.contentType },
            },
      );
      await drained(stream);
    });
    this.#tables.forget();
  }

  async insert(
    table: string,
    body: Uint8Array | AsyncIterable<Uint8Array>,
    options: InsertOptions = {},
  ): Promise<void> {
    const { format = 'JSONEachRow', columns = [] } = options;
    const list = columns.length === 0 ? '' : ` (${columns.map(quotedName).join(', ')})`;
    const name = table.split('.').map(quotedName).join('.');
    await within(options, async (signal) => {
      const values = body instanceof Uint8Array ? Readable.from([body]) : Readable.from(body);
      const { stream } = await this.#client.exec({
        query: `insert into ${name}${list} format ${format}`,
        values,
        clickhouse_settings: { ...insertSettings(options.token), ...writeSettings(options) },
        abort_signal: signal,
      });
      await drained(stream);
    });
    if (table === 'retired') this.#tables.forget();
  }

  async ping(): Promise<void> {
    const answer = await this.#client.ping({ select: true });
    if (!answer.success) throw faultOf(answer.error);
  }

  close(): Promise<void> {
    return this.#client.close();
  }

  /**
   * A connection that is kept may be closed just as it is used again (after somebody gave up a question on it): that shows
   * at once, and reading changes nothing, so it is asked once more. What ends later is an engine that died under it.
   */
  async #rows<Row>(query: Rendered, options: AskOptions): Promise<Row[]> {
    const begun = performance.now();
    try {
      return await this.#rowsOnce<Row>(query, options);
    } catch (error) {
      if (!wasHungUp(error) || performance.now() - begun > atOnceMs) throw error;
      return this.#rowsOnce<Row>(query, options);
    }
  }

  #rowsOnce<Row>(query: Rendered, options: AskOptions): Promise<Row[]> {
    return within(options, async (signal) => {
      const answer = await this.#client.query({ ...asked(query, options, signal), format: 'JSONEachRow' });
      const stop = () => answer.close();
      signal.addEventListener('abort', stop, { once: true });
      try {
        return await answer.json<Row>();
      } finally {
        signal.removeEventListener('abort', stop);
      }
    });
  }

  async *#stream<Row>(render: () => Promise<Rendered>, options: AskOptions): AsyncGenerator<Row> {
    const query = await render();
    const answer = await within(options, (signal) =>
      this.#client.query({
        ...asked(query, options, options.signal === undefined ? undefined : signal),
        format: 'JSONEachRow',
        http_headers: { [streamedHeader]: '1' },
      }),
    );
    const stop = () => answer.close();
    options.signal?.addEventListener('abort', stop, { once: true });
    try {
      for await (const rows of answer.stream<Row>()) {
        for (const row of rows) yield row.json<Row>();
      }
    } catch (error) {
      options.signal?.throwIfAborted();
      throw faultOf(error);
    } finally {
      options.signal?.removeEventListener('abort', stop);
      answer.close();
    }
  }
}

interface Rendered {
  readonly text: string;
  readonly params: Record<string, unknown>;
}

const rendered = (query: Sql): Rendered => forClickHouse(withInlineProperties(withLongLists(query)));

const asked = ({ text, params }: Rendered, options: AskOptions, signal: AbortSignal | undefined) => ({
  query: text,
  query_params: params,
  clickhouse_settings: readSettings(options),
  ...(signal === undefined ? {} : { abort_signal: signal }),
});

function clientFor({ url, user, password, database }: WarehouseAddress): ClickHouseClient {
  return createClient({
    url,
    username: user,
    password,
    database,
    application: 'perdure',
    max_open_connections: 24,
    request_timeout: 2 ** 31 - 1, // each call has its own limit
    use_multipart_params_auto: true,
    keep_alive: { enabled: true, idle_socket_ttl: 2500 },
    log: { level: ClickHouseLogLevel.OFF },
    clickhouse_settings: answerSettings,
  });
}

/** How values are written in answers, and read from rows and parameters. */
const answerSettings: ClickHouseSettings = {
  output_format_json_quote_64bit_integers: 1,
  output_format_json_quote_decimals: 1,
  date_time_output_format: 'simple',
  date_time_input_format: 'best_effort',
  session_timezone: 'UTC',
};

const limits = ({
  seconds = defaultSeconds,
  memory = defaultMemory,
  settings = {},
}: AskOptions): ClickHouseSettings => ({
  max_execution_time: seconds,
  max_memory_usage: String(Math.floor(memory)),
  // Compiled min and max over DateTime64 take times before 1970 for later than all others (26.7, from the third run).
  compile_aggregate_expressions: 0,
  ...settings,
});

const readSettings = (options: AskOptions): ClickHouseSettings => ({
  cancel_http_readonly_queries_on_client_close: 1,
  ...limits(options),
});

/**
 * A server answers only when the work is done: an early answer could not tell of a later fault.
 *
 * In JSON columns a name given twice keeps its first value instead of refusing the whole batch, and text that looks
 * like a date stays the text it is.
 */
const writeSettings = (options: AskOptions): ClickHouseSettings => ({
  wait_end_of_query: 1,
  type_json_skip_duplicated_paths: 1,
  input_format_try_infer_dates: 0,
  input_format_try_infer_datetimes: 0,
  ...limits(options),
});

/** One block per batch, cut the same way each time: that is what the token is compared by. */
const insertSettings = (token: string | undefined): ClickHouseSettings => ({
  async_insert: 0,
  input_format_parallel_parsing: 0,
  max_partitions_per_insert_block: '0',
  ...(token === undefined
    ? {}
    : { insert_deduplication_token: token, deduplicate_blocks_in_dependent_materialized_views: 1 }),
});

/** Gives up after the engine's limit and some grace, or when the caller does; a fault comes out typed. */
async function within<T>(options: AskOptions, work: (signal: AbortSignal) => Promise<T>): Promise<T> {
  options.signal?.throwIfAborted();
  const patience = AbortSignal.timeout(((options.seconds ?? defaultSeconds) + graceSeconds) * 1000);
  const signal = options.signal === undefined ? patience : AbortSignal.any([patience, options.signal]);
  try {
    return await work(signal);
  } catch (error) {
    options.signal?.throwIfAborted();
    if (patience.aborted)
      throw new WarehouseError('timeout', 'the warehouse did not answer in time', { cause: error });
    throw faultOf(error);
  }
}

function faultOf(error: unknown): Error {
  if (isWarehouseFault(error)) return error;
  if (error instanceof ClickHouseError) {
    const code = Number(error.code);
    return new WarehouseError(kindOfCode(code), `${error.type}: ${error.message.trim()}`, {
      code,
      cause: error,
    });
  }
  const text = error instanceof Error ? error.message : String(error);
  const network = /ECONN|EPIPE|hang up|aborted|closed|close|network/i.test(
    `${text} ${(error as NodeJS.ErrnoException).code ?? ''}`,
  );
  return new WarehouseError(network ? 'interrupted' : 'statement', text, { cause: error });
}

/** A connection that was closed already shows it within this. */
const atOnceMs = 50;

/** The other side closed the connection before it answered anything. */
const wasHungUp = (error: unknown): boolean =>
  isWarehouseFault(error) &&
  error.kind === 'interrupted' &&
  error instanceof Error &&
  /hang up|ECONNRESET/.test(`${error.message} ${String(error.cause)}`);

/** Reads an answer to its end: cut short, it is a fault and not an end. */
async function drained(stream: Readable): Promise<void> {
  for await (const _chunk of stream);
}
