import { Session } from 'chdb';
import { quotedName, quotedString } from './statement-text.ts';

/** The circumstances of one statement: they hold for it and never for the next. */
export interface Circumstances {
  readonly database: string;
  readonly settings: ReadonlyMap<string, string>;
  /** Values of `{name:Type}`, escaped as ClickHouse's HTTP interface takes them. */
  readonly params: ReadonlyMap<string, string>;
}

/** Rows that go in with an insert statement. */
export interface InlineRows {
  readonly table: string;
  readonly columns: readonly string[];
  readonly format: TextFormat;
  readonly body: Uint8Array;
}

/** Formats the library takes from memory. */
export const textFormats = [
  'JSONEachRow',
  'JSONCompactEachRow',
  'CSV',
  'CSVWithNames',
  'TSV',
  'TabSeparated',
  'TSVWithNames',
  'TabSeparatedWithNames',
] as const;
export type TextFormat = (typeof textFormats)[number];

const releaseParamsAbove = 64 * 1024;

/**
 * One session of the engine: it does one statement at a time.
 *
 * Settings and parameters are kept by the session with SET, and only what differs from the statement before is sent.
 * The library's own binding is not used: it lets one statement with parameters run at a time in the whole process.
 */
export class EngineSession {
  readonly #session: Session;
  readonly #defaultDatabase = 'default';
  readonly #base: ReadonlyMap<string, string>;
  readonly #settings = new Map<string, string>();
  readonly #params = new Map<string, string>();
  #database = this.#defaultDatabase;

  /**
   * @param base settings every statement has unless it says otherwise
   * @throws ChdbConnectionError where the folder belongs to another process
   */
  constructor(folder: string, connectionArgs: readonly string[], base: ReadonlyMap<string, string>) {
    this.#session = new Session(folder, { connectionArgs });
    this.#base = base;
  }

  /** Brings the session into the statement's circumstances. After a fault here the session is of no more use. */
  async prepare(wanted: Circumstances): Promise<void> {
    if (wanted.database !== this.#database) {
      await this.#session.queryAsync(`use ${quotedName(wanted.database)}`);
      this.#database = wanted.database;
    }
    const changes = [...this.#settingChanges(wanted.settings), ...this.#paramChanges(wanted.params)];
    if (changes.length > 0) await this.#session.queryAsync(`set ${changes.join(', ')}`);
  }

  /** Runs a statement; its answer, as bytes in the format. */
  async ask(
    text: string,
    format: string,
  ): Promise<{ bytes: Uint8Array; rowsRead: number; bytesRead: number }> {
    try {
      const answer = await this.#session.queryAsync(text, { format });
      return { bytes: answer.bytes(), rowsRead: answer.rowsRead, bytesRead: answer.bytesRead };
    } catch (error) {
      await this.#letGo();
      throw error;
    }
  }

  /** A failed `insert … select` stays in the engine's list of what is running until the session does something else. */
  async #letGo(): Promise<void> {
    await this.#session.queryAsync('select 1', { format: 'Null' });
  }

  /** Stores rows from memory; answers how many rows were written in all tables. */
  async insert(rows: InlineRows): Promise<number> {
    const columns = rows.columns.length === 0 ? {} : { columns: rows.columns };
    const summary = await this.#session.insert({
      table: rows.table,
      format: rows.format,
      values: rows.body,
      ...columns,
    });
    return summary.rowsWritten;
  }

  /** Names that an earlier statement of this session bound and this one did not. */
  staleParams(wanted: Circumstances): string[] {
    return [...this.#params.keys()].filter((name) => !wanted.params.has(name));
  }

  close(): void {
    this.#session.close();
  }

  #settingChanges(asked: ReadonlyMap<string, string>): string[] {
    const wanted = new Map([...this.#base, ...asked]);
    const changes = [...wanted].filter(([name, value]) => this.#settings.get(name) !== value);
    const gone = [...this.#settings.keys()].filter((name) => !wanted.has(name));
    for (const [name, value] of changes) this.#settings.set(name, value);
    for (const name of gone) this.#settings.delete(name);
    return [
      ...changes.map(([name, value]) => `${settingName(name)} = ${quotedString(value)}`),
      ...gone.map((name) => `${settingName(name)} = default`),
    ];
  }

  #paramChanges(asked: ReadonlyMap<string, string>): string[] {
    const bulky = [...this.#params].filter(
      ([name, value]) => value.length > releaseParamsAbove && !asked.has(name),
    );
    const wanted = [...asked, ...bulky.map(([name]) => [name, ''] as const)];
    const changes = wanted.filter(([name, value]) => this.#params.get(name) !== value);
    for (const [name, value] of changes) this.#params.set(name, value);
    return changes.map(([name, value]) => `param_${paramName(name)} = ${quotedString(value)}`);
  }
}

function settingName(name: string): string {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new UnknownName(`Unknown setting ${JSON.stringify(name)}`, 115);
  return name;
}

function paramName(name: string): string {
  if (!/^[A-Za-z_]\w*$/.test(name)) throw new UnknownName(`Bad parameter name ${JSON.stringify(name)}`, 457);
  return name;
}

/** A setting or parameter whose name cannot be one. */
export class UnknownName extends Error {
  readonly clickhouseCode: number;
  constructor(message: string, code: number) {
    super(
      `Code: ${code}. DB::Exception: ${message}. (${code === 115 ? 'UNKNOWN_SETTING' : 'BAD_QUERY_PARAMETER'})`,
    );
    this.clickhouseCode = code;
  }
}
