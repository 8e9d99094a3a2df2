/** One page image in SQLite's write-ahead log. */
export interface Frame {
  readonly page: number;
  readonly image: Buffer;
}

/** What a look at the log's bytes tells, before SQLite opens it (and silently drops all behind the first bad byte). */
export interface LogCheck {
  readonly pageSize: number;
  /** Undefined where the log is sound: it ends, or runs into frames left over from before. */
  readonly broken: string | undefined;
  /** Every frame of the present generation, sound or not, oldest first. */
  readonly frames: readonly Frame[];
  /**
   * Where only the end is broken, what stands behind the last sound commit: a write that was cut off, by a crash, a
   * full disk, or a hand. SQLite drops it rightly; whole rows in it may have been acknowledged all the same.
   */
  readonly tornEnd: readonly Frame[] | undefined;
}

const headerBytes = 32;
const frameHeaderBytes = 24;

/**
 * Walks the log as SQLite's own recovery does, and goes on behind a broken frame.
 *
 * A frame is left over from an earlier generation when both its salts differ; the second is random, so a flipped
 * bit cannot look like that.
 *
 * @param log the whole file; may be empty
 * @source https://www.sqlite.org/fileformat2.html#walformat
 */
export function checkLog(log: Buffer): LogCheck {
  if (log.length === 0) return { pageSize: 0, broken: undefined, frames: [], tornEnd: undefined };
  if (log.length < headerBytes) return { pageSize: 0, broken: cutOff(log), frames: [], tornEnd: [] };
  const pageSize = log.readUInt32BE(8);
  if (pageSize < 512 || pageSize > 65536 || (pageSize & (pageSize - 1)) !== 0) {
    return { pageSize: 0, broken: brokenHead, frames: [], tornEnd: undefined };
  }
  const bigEndian = (log.readUInt32BE(0) & 1) === 1;
  const salts = [log.readUInt32BE(16), log.readUInt32BE(20)] as const;
  const headSum = checksum(log, 0, 24, [0, 0], bigEndian);
  const headSound = headSum[0] === log.readUInt32BE(24) && headSum[1] === log.readUInt32BE(28);
  const walked = walk({ log, pageSize, salts, bigEndian, sum: headSum, headSound });
  return { pageSize, ...walked };
}

interface Walk {
  readonly log: Buffer;
  readonly pageSize: number;
  readonly salts: readonly [number, number];
  readonly bigEndian: boolean;
  readonly sum: Sum;
  readonly headSound: boolean;
}

type Sum = readonly [number, number];

function walk({ log, pageSize, salts, bigEndian, sum, headSound }: Walk): Omit<LogCheck, 'pageSize'> {
  const frames: Frame[] = [];
  const step = frameHeaderBytes + pageSize;
  let broken = headSound ? undefined : brokenHead;
  let previous = sum;
  let committed = headSound ? 0 : undefined;
  let at = headerBytes;
  for (; at + step <= log.length; at += step) {
    const own = belongs(log, at, salts);
    if (own === 'left over' && headSound) continue;
    const stored: Sum = [log.readUInt32BE(at + 16), log.readUInt32BE(at + 20)];
    const begun = checksum(log, at, 8, previous, bigEndian);
    const due = checksum(log, at + frameHeaderBytes, pageSize, begun, bigEndian);
    const sound = own === 'ours' && due[0] === stored[0] && due[1] === stored[1];
    if (!sound) broken ??= `the write-ahead log is broken at byte ${at}`;
    frames.push({ page: log.readUInt32BE(at), image: log.subarray(at + frameHeaderBytes, at + step) });
    previous = stored;
    const commits = sound && log.readUInt32BE(at + 4) !== 0;
    if (commits) committed = broken === undefined ? frames.length : undefined;
  }
  if (at < log.length && (log.length - at < 16 || belongs(log, at, salts) !== 'left over')) {
    broken ??= cutOff(log);
    frames.push(...tornFrame(log, at, pageSize));
  }
  const tornEnd = broken === undefined || committed === undefined ? undefined : frames.slice(committed);
  return { broken, frames, tornEnd };
}

const brokenHead = 'the head of the write-ahead log is broken';
const cutOff = (log: Buffer): string => `the write-ahead log ends inside a record at byte ${log.length}`;

/** What is there of a frame that was cut off; the rest reads as zeros. */
function tornFrame(log: Buffer, at: number, pageSize: number): Frame[] {
  if (log.length - at <= frameHeaderBytes) return [];
  const image = Buffer.alloc(pageSize);
  log.copy(image, 0, at + frameHeaderBytes);
  return [{ page: log.readUInt32BE(at), image }];
}

function belongs(
  log: Buffer,
  at: number,
  salts: readonly [number, number],
): 'ours' | 'left over' | 'flipped' {
  const first = log.readUInt32BE(at + 8) === salts[0];
  const second = log.readUInt32BE(at + 12) === salts[1];
  if (first && second) return 'ours';
  return first || second ? 'flipped' : 'left over';
}

/** SQLite's running sum over pairs of 32-bit words. */
function checksum(bytes: Buffer, from: number, length: number, start: Sum, bigEndian: boolean): Sum {
  let [one, two] = start;
  for (let at = from; at < from + length; at += 8) {
    const left = bigEndian ? bytes.readUInt32BE(at) : bytes.readUInt32LE(at);
    const right = bigEndian ? bytes.readUInt32BE(at + 4) : bytes.readUInt32LE(at + 4);
    one = (one + left + two) >>> 0;
    two = (two + right + one) >>> 0;
  }
  return [one, two];
}
