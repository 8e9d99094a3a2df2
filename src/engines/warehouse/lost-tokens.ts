import { open, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { quotedName } from './statement-text.ts';

/** A row of an answer. */
type Row = Readonly<Record<string, unknown>>;

/** Asks the engine; the rows of the answer. */
export type Asking = (text: string) => Promise<readonly Row[]>;

/**
 * Takes back tokens under which nothing is stored.
 *
 * The engine notes an insert's token before it puts the rows in their place. Killed between the two it would take the
 * rows, sent again, for stored already: one table would miss them for good (460 of 1.4 million events in 400 kills).
 * Of the last tokens each must have its part, or one that was merged from it. Parts are not merged across a block that
 * never came before something is inserted anew, and only then is its number given again: what has a part is stored.
 *
 * To be called before anybody inserts. Answers how many were taken back.
 */
export async function takeBackLostTokens(ask: Asking): Promise<number> {
  const tables = await tablesOf(ask);
  const blocks = await blocksOf(ask);
  let count = 0;
  for (const { name, path } of tables) {
    const log = await logOf(join(path, 'deduplication_logs'));
    if (log === undefined) continue;
    const lost = log.tokens.filter(({ part }) => !isStored(part, blocks.get(name)));
    if (lost.length === 0 && log.torn === 0) continue;
    await ask(`detach table ${name} sync`); // killed before it is attached again, it comes back at the next start
    await mend(log, lost);
    await ask(`attach table ${name}`);
    count += lost.length;
  }
  return count;
}

interface Table {
  /** With its database, as a statement names it. */
  readonly name: string;
  /** Its folder. */
  readonly path: string;
}

async function tablesOf(ask: Asking): Promise<Table[]> {
  const rows = await ask(`
    select database, name as table, data_paths[1] as path
    from system.tables
    where engine like '%MergeTree' and database != 'system'`);
  return rows.map((row) => ({ name: nameOf(row), path: String(row.path) }));
}

const nameOf = ({ database, table }: Row): string =>
  `${quotedName(String(database))}.${quotedName(String(table))}`;

/** The numbers of the blocks a part holds. */
interface Blocks {
  readonly first: number;
  readonly last: number;
}

/** The blocks stored, by table and partition, the latest first. */
async function blocksOf(ask: Asking): Promise<Map<string, Map<string, Blocks[]>>> {
  const rows = await ask(`
    select database, table, partition_id as partition, min_block_number as first, max_block_number as last
    from system.parts
    where active and database != 'system'
    order by min_block_number desc`);
  const tables = new Map<string, Map<string, Blocks[]>>();
  for (const row of rows) {
    const partitions = entry(tables, nameOf(row), () => new Map<string, Blocks[]>());
    const blocks = entry(partitions, String(row.partition), () => []);
    blocks.push({ first: Number(row.first), last: Number(row.last) });
  }
  return tables;
}

function entry<Value>(map: Map<string, Value>, key: string, make: () => Value): Value {
  const found = map.get(key) ?? make();
  map.set(key, found);
  return found;
}

/** Whether a part's rows are stored: parts are named partition_first_last_level, and those of an insert hold one block. */
function isStored(part: string, partitions: ReadonlyMap<string, readonly Blocks[]> | undefined): boolean {
  const [partition = '', block] = part.split('_');
  const from = partitions?.get(partition)?.find(({ first }) => first <= Number(block));
  return from !== undefined && Number(block) <= from.last;
}

interface Token {
  readonly part: string;
  readonly token: string;
}

interface TokenLog {
  /** The file that is written to. */
  readonly path: string;
  /** Bytes of its whole lines. */
  readonly length: number;
  /** Bytes of a last line that was cut short. */
  readonly torn: number;
  /** The last ones noted, in it and in the file before it. */
  readonly tokens: readonly Token[];
}

/** The end of a table's log of tokens; undefined where none was noted. */
async function logOf(folder: string): Promise<TokenLog | undefined> {
  const numbers = (await readdir(folder).catch(absent)).flatMap((name) => {
    const number = /^deduplication_log_(\d+)\.txt$/.exec(name)?.[1];
    return number === undefined ? [] : [Number(number)];
  });
  // The token that fills a file is followed by a new, empty one before its part comes to be.
  const [last, before] = numbers
    .sort((a, b) => b - a)
    .map((number) => join(folder, `deduplication_log_${number}.txt`));
  if (last === undefined) return undefined;
  const lines = before === undefined ? '' : (await endOf(before)).lines;
  const end = await endOf(last);
  return { path: last, length: end.length, torn: end.torn, tokens: standing(lines + end.lines) };
}

const absent = (error: NodeJS.ErrnoException): string[] => {
  if (error.code === 'ENOENT') return [];
  throw error;
};

/** A kill loses one at most in each table; some hundreds are looked at. */
const tailBytes = 65_536;

/** The last whole lines of a file, and the bytes of what was cut short after them. */
async function endOf(path: string): Promise<{ lines: string; length: number; torn: number }> {
  const file = await open(path, 'r');
  try {
    const { size } = await file.stat();
    const from = Math.max(0, size - tailBytes);
    const buffer = Buffer.alloc(size - from);
    await file.read({ buffer, position: from });
    const text = buffer.toString('latin1'); // a character for each byte, whatever was left there
    const begun = from === 0 ? 0 : text.indexOf('\n') + 1; // the first line may be cut by where we began
    const end = text.lastIndexOf('\n') + 1;
    return { lines: text.slice(begun, end), length: from + end, torn: text.length - end };
  } finally {
    await file.close();
  }
}

/** Tokens noted (1) and not taken back (2). A line: what, part, token. */
function standing(lines: string): Token[] {
  const tokens = new Map<string, string>();
  for (const line of lines.split('\n')) {
    const [what, part, token] = line.split('\t');
    if (part === undefined || token === undefined) continue;
    if (what === '1') tokens.set(token, part);
    else tokens.delete(token);
  }
  return [...tokens].map(([token, part]) => ({ token, part }));
}

/** Cuts off what is torn, and notes that tokens were taken back. Killed in the midst, the next start does the rest. */
async function mend({ path, length }: TokenLog, lost: readonly Token[]): Promise<void> {
  const file = await open(path, 'r+');
  try {
    await file.truncate(length);
    const lines = lost.map(({ part, token }) => `2\t${part}\t${token}\n`).join('');
    await file.write(lines, length);
    await file.sync();
  } finally {
    await file.close();
  }
}
