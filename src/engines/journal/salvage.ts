import type { WaitingEntry } from './port.ts';
import { entryValues, letters, sealBytes, type Value, whole } from './stored-rows.ts';
import { checkLog, type Frame } from './write-ahead-log.ts';

/** What was found whole in a broken file and its log. */
export interface Salvaged {
  readonly entries: readonly WaitingEntry[];
  readonly batches: readonly { readonly id: number; readonly from: number; readonly to: number }[];
  readonly finished: number;
  readonly lastBatch: number;
  /** Entries of which a trace was found, but no whole copy. */
  readonly lost: number;
}

/**
 * Reads rows out of the raw bytes of a SQLite file and its write-ahead log, trusting nothing but each row's seal.
 *
 * SQLite itself stops at the first bad byte of the log and may lose the whole tree behind a bad page; this keeps
 * every row whose own bytes are whole. It looks for the letters of the seal, reads the row around them, follows
 * its overflow pages, and keeps it when the seal fits: nothing can be invented. Rows of batches that were finished
 * lie about in freed pages; the mark of what is finished leaves them out. The latest image of a page is tried first.
 *
 * @param file the database, any state; may be empty
 * @param log  its `-wal`, any state; may be empty
 * @source https://www.sqlite.org/fileformat2.html#b_tree_pages, #record_format
 */
export const salvage = (file: Buffer, log: Buffer): Salvaged => salvagePages(pageImages(file, log));

/** The same from single pages of the log. */
export const salvageFrames = (frames: readonly Frame[]): Salvaged =>
  salvagePages({
    size: frames[0]?.image.length ?? 0,
    images: frames.map(({ image }) => image).reverse(),
    latest: new Map(frames.map(({ page, image }) => [page, image])),
  });

function salvagePages(pages: Pages): Salvaged {
  const rows = [...scan(pages, 'entry'), ...scan(pages, 'batch'), ...scan(pages, 'mark')];
  const marks = rows.filter((row) => row.kind === 'mark' && row.sound).map((row) => numbers(row.values));
  const finished = Math.max(0, ...marks.map(([at = 0]) => at));
  const lastBatch = Math.max(0, ...marks.map(([, last = 0]) => last));
  const entries = new Map<number, WaitingEntry>();
  const broken = new Set<number>();
  for (const row of rows.filter((row) => row.kind === 'entry' && row.key > finished)) {
    if (!row.sound) broken.add(row.key);
    else if (!entries.has(row.key)) entries.set(row.key, entryOf(row.key, row.values));
  }
  const batches = new Map<number, { id: number; from: number; to: number }>();
  for (const row of rows.filter((row) => row.kind === 'batch' && row.sound)) {
    const [from = 0, to = 0] = numbers(row.values);
    if (to > finished) batches.set(row.key, { id: row.key, from, to });
  }
  return {
    entries: [...entries.values()].sort((one, other) => one.seq - other.seq),
    batches: [...batches.values()].sort((one, other) => one.id - other.id),
    finished,
    lastBatch: Math.max(lastBatch, ...batches.keys()),
    lost: [...broken].filter((seq) => !entries.has(seq)).length,
  };
}

interface Pages {
  readonly size: number;
  /** Newest first. */
  readonly images: readonly Buffer[];
  /** The newest image of each page number. */
  readonly latest: ReadonlyMap<number, Buffer>;
}

interface FoundRow {
  readonly kind: keyof typeof letters;
  readonly key: number;
  readonly values: readonly Value[];
  readonly sound: boolean;
}

function pageImages(file: Buffer, log: Buffer): Pages {
  const { pageSize, frames } = checkLog(log);
  const size = pageSize || pageSizeOf(file);
  const latest = new Map<number, Buffer>();
  const images: Buffer[] = [];
  for (let page = 1; (page - 1) * size < file.length; page += 1) {
    const image = file.subarray((page - 1) * size, page * size);
    images.push(image);
    latest.set(page, image);
  }
  for (const frame of frames) {
    images.push(frame.image);
    latest.set(frame.page, frame.image);
  }
  return { size, images: images.reverse(), latest };
}

/** Broken heads fall back on the size that this journal always uses. */
function pageSizeOf(file: Buffer): number {
  const said = file.length < 18 ? 0 : file.readUInt16BE(16);
  return said >= 512 && (said & (said - 1)) === 0 ? said : 4096;
}

function scan(pages: Pages, kind: keyof typeof letters): FoundRow[] {
  const found: FoundRow[] = [];
  for (const image of pages.images) {
    for (let at = image.indexOf(letters[kind]); at >= 0; at = image.indexOf(letters[kind], at + 1)) {
      const row = rowAround(pages, image, at, kind);
      if (row !== undefined) found.push(row);
    }
  }
  return found;
}

/**
 * The row whose seal begins at `at`. The key takes no room in the record, so the record's head ends where the seal
 * begins; before it stand the row's key and the record's length, and both must fit what the head says.
 */
function rowAround(pages: Pages, image: Buffer, at: number, kind: FoundRow['kind']): FoundRow | undefined {
  for (let head = 4; head <= 40 && at - head >= 2; head += 1) {
    const start = at - head;
    if (image[start] !== head || image[start + 1] !== 0 || image[start + 2] !== 12 + 2 * sealBytes) continue;
    const types = serialTypes(image, start + 1, at);
    if (types === undefined) continue;
    const length = head + types.reduce((sum, type) => sum + sizeOf(type), 0);
    const key = keyBefore(image, start, length);
    if (key === undefined) continue;
    const record = payload(pages, image, start, length);
    if (record === undefined) return { kind, key, values: [], sound: false };
    const values = valuesOf(record, head, types);
    return { kind, key, values: values.slice(2), sound: sealed(kind, key, values) };
  }
  return undefined;
}

const sealed = (kind: FoundRow['kind'], key: number, [, claimed, ...values]: readonly Value[]): boolean =>
  claimed instanceof Uint8Array && whole(kind, key, claimed, values);

function serialTypes(image: Buffer, from: number, to: number): number[] | undefined {
  const types: number[] = [];
  let at = from;
  while (at < to) {
    const type = varint(image, at);
    if (type === undefined) return undefined;
    types.push(type.value);
    at += type.bytes;
  }
  return at === to ? types : undefined;
}

const integerSizes = [0, 1, 2, 3, 4, 6, 8, 8, 0, 0, 0, 0];
const sizeOf = (type: number): number => integerSizes[type] ?? Math.floor((type - 12) / 2);

/** The key, where the two varints that end before the head are a length that fits and a key. */
function keyBefore(image: Buffer, head: number, length: number): number | undefined {
  for (let keyBytes = 1; keyBytes <= 9; keyBytes += 1) {
    const key = varint(image, head - keyBytes);
    if (key?.bytes !== keyBytes) continue;
    for (let lengthBytes = 1; lengthBytes <= 4; lengthBytes += 1) {
      const said = varint(image, head - keyBytes - lengthBytes);
      if (said?.bytes === lengthBytes && said.value === length) return key.value;
    }
  }
  return undefined;
}

/** The record's bytes, collected over its overflow pages. */
function payload(pages: Pages, image: Buffer, start: number, length: number): Buffer | undefined {
  const room = pages.size;
  const most = room - 35;
  if (length <= most)
    return start + length <= image.length ? image.subarray(start, start + length) : undefined;
  const least = Math.floor(((room - 12) * 32) / 255) - 23;
  const fitting = least + ((length - least) % (room - 4));
  const local = fitting <= most ? fitting : least;
  if (start + local + 4 > image.length) return undefined;
  const parts = [image.subarray(start, start + local)];
  let missing = length - local;
  let next = image.readUInt32BE(start + local);
  while (missing > 0) {
    const page = pages.latest.get(next);
    if (page === undefined || page.length < Math.min(room, missing + 4)) return undefined;
    parts.push(page.subarray(4, 4 + Math.min(missing, room - 4)));
    missing -= room - 4;
    next = page.readUInt32BE(0);
  }
  return Buffer.concat(parts);
}

function valuesOf(record: Buffer, head: number, types: readonly number[]): Value[] {
  let at = head;
  return types.map((type) => {
    const size = sizeOf(type);
    const bytes = record.subarray(at, at + size);
    at += size;
    return readValue(type, bytes);
  });
}

function readValue(type: number, bytes: Buffer): Value {
  if (type === 0) return null;
  if (type === 8 || type === 9) return type - 8;
  if (type === 6) return Number(bytes.readBigInt64BE());
  if (type < 7) return bytes.readIntBE(0, bytes.length);
  if (type === 7) return bytes.readDoubleBE();
  return type % 2 === 1 ? bytes.toString('utf8') : Uint8Array.from(bytes);
}

/** SQLite's integers of 1 to 9 bytes, high groups first. Undefined outside the page. */
function varint(image: Buffer, at: number): { value: number; bytes: number } | undefined {
  if (at < 0) return undefined;
  let value = 0n;
  for (let bytes = 1; bytes <= 9; bytes += 1) {
    const byte = image[at + bytes - 1];
    if (byte === undefined) return undefined;
    value = bytes === 9 ? (value << 8n) | BigInt(byte) : (value << 7n) | BigInt(byte & 127);
    if (byte < 128 || bytes === 9) return { value: Number(value), bytes };
  }
  return undefined;
}

const numbers = (values: readonly Value[]): number[] =>
  values.map((value) => (typeof value === 'number' ? value : 0));

function entryOf(seq: number, values: readonly Value[]): WaitingEntry {
  const [workspace = 0, source = 0, receivedAt = 0, events = 0] = numbers(
    [0, 1, 3, 5].map((at) => values[at] ?? null),
  );
  const [shape, sentAt, body] = [values[2], values[4], values[7]];
  const entry = {
    seq,
    workspace,
    source,
    shape: typeof shape === 'string' ? shape : '',
    receivedAt,
    sentAt: typeof sentAt === 'string' ? sentAt : null,
    events,
    body: body instanceof Uint8Array ? body : new Uint8Array(),
  };
  if (entryValues(entry).length !== values.length)
    throw new Error('a sealed row has another shape than rows have');
  return entry;
}
