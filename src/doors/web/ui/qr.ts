/**
 * A QR code of a text: bytes, error correction M, versions 1 to 12 (up to 287 bytes).
 *
 * Written here because a one-time secret must not leave the page and the build brings no encoder along.
 *
 * @returns rows of modules, true where dark, without the quiet zone
 * @throws Error where the text is longer than 287 bytes
 * @source ISO/IEC 18004:2015; worked examples of its tables at thonky.com/qr-code-tutorial (see qr.test.ts)
 */
export function qrModules(text: string): boolean[][] {
  const bytes = new TextEncoder().encode(text);
  const version = versionFor(bytes.length);
  const codewords = interleaved(dataCodewords(bytes, version), version);
  const grid = new Grid(version);
  grid.drawFixed();
  grid.drawCodewords(codewords);
  return grid.withBestMask();
}

/**
 * The standard's table for level M, version 1 first: correction words of each block; blocks in all, of which the last
 * `longer` have one data word more than `words`; where the alignment patterns have their centres.
 */
const versions = [
  { correction: 10, blocks: 1, words: 16, longer: 0, centres: [] },
  { correction: 16, blocks: 1, words: 28, longer: 0, centres: [6, 18] },
  { correction: 26, blocks: 1, words: 44, longer: 0, centres: [6, 22] },
  { correction: 18, blocks: 2, words: 32, longer: 0, centres: [6, 26] },
  { correction: 24, blocks: 2, words: 43, longer: 0, centres: [6, 30] },
  { correction: 16, blocks: 4, words: 27, longer: 0, centres: [6, 34] },
  { correction: 18, blocks: 4, words: 31, longer: 0, centres: [6, 22, 38] },
  { correction: 22, blocks: 4, words: 38, longer: 2, centres: [6, 24, 42] },
  { correction: 22, blocks: 5, words: 36, longer: 2, centres: [6, 26, 46] },
  { correction: 26, blocks: 5, words: 43, longer: 1, centres: [6, 28, 50] },
  { correction: 30, blocks: 5, words: 50, longer: 4, centres: [6, 30, 54] },
  { correction: 22, blocks: 8, words: 36, longer: 2, centres: [6, 32, 58] },
] as const;

/** The line of a version that is known to be one. */
function tableOf(version: number): (typeof versions)[number] {
  const table = versions[version - 1];
  if (!table) throw new Error(`no QR code of version ${version} is drawn here`);
  return table;
}

function capacity(version: number): number {
  const { blocks, words, longer } = tableOf(version);
  return blocks * words + longer;
}
const lengthBits = (version: number) => (version < 10 ? 8 : 16);

function versionFor(bytes: number): number {
  const version = versions
    .map((_, at) => at + 1)
    .find((one) => 4 + lengthBits(one) + bytes * 8 <= capacity(one) * 8);
  if (version === undefined) throw new Error(`a QR code of ${bytes} bytes is not drawn here`);
  return version;
}

function dataCodewords(bytes: Uint8Array, version: number): number[] {
  const bits: number[] = [];
  const put = (value: number, length: number) => {
    for (let at = length - 1; at >= 0; at--) bits.push((value >>> at) & 1);
  };
  put(0b0100, 4);
  put(bytes.length, lengthBits(version));
  for (const byte of bytes) put(byte, 8);
  const room = capacity(version) * 8;
  put(0, Math.min(4, room - bits.length));
  put(0, (8 - (bits.length % 8)) % 8);
  for (let pad = 0xec; bits.length < room; pad ^= 0xec ^ 0x11) put(pad, 8);
  return Array.from({ length: room / 8 }, (_, at) =>
    bits.slice(at * 8, at * 8 + 8).reduce((sum, bit) => sum * 2 + bit, 0),
  );
}

function interleaved(data: readonly number[], version: number): number[] {
  const { correction: correctionWords, blocks, words, longer } = tableOf(version);
  const startOf = (block: number) => block * words + Math.max(0, block - (blocks - longer));
  const parts = Array.from({ length: blocks }, (_, block) => data.slice(startOf(block), startOf(block + 1)));
  const corrections = parts.map((part) => correction(part, correctionWords));
  const longest = Math.max(...parts.map(({ length }) => length));
  const across = (columns: readonly (readonly number[])[], length: number) =>
    Array.from({ length }, (_, at) => columns.flatMap((column) => column[at] ?? [])).flat();
  return [...across(parts, longest), ...across(corrections, correctionWords)];
}

/** Product in the field of 256 elements with the polynomial x⁸ + x⁴ + x³ + x² + 1. */
function times(one: number, other: number): number {
  let product = 0;
  for (let bit = 7; bit >= 0; bit--) {
    product = (product << 1) ^ ((product >>> 7) * 0x11d);
    product ^= ((other >>> bit) & 1) * one;
  }
  return product;
}

/** Reed–Solomon words for one block. */
export function correction(data: readonly number[], length: number): number[] {
  let generator = [1];
  let root = 1;
  for (let degree = 0; degree < length; degree++) {
    const longer = [...generator, 0];
    generator = longer.map((value, at) => value ^ times(generator[at - 1] ?? 0, root));
    root = times(root, 2);
  }
  const rest = new Array<number>(length).fill(0);
  for (const word of data) {
    const factor = word ^ (rest.shift() ?? 0);
    rest.push(0);
    for (let at = 0; at < length; at++) rest[at] = (rest[at] ?? 0) ^ times(generator[at + 1] ?? 0, factor);
  }
  return rest;
}

/** Fifteen bits that say level M and the mask. */
export function formatBits(mask: number): number {
  let rest = mask; // level M is 00
  for (let at = 0; at < 10; at++) rest = (rest << 1) ^ ((rest >>> 9) * 0x537);
  return ((mask << 10) | rest) ^ 0x5412;
}

/** Eighteen bits that say the version, from 7 on. */
export function versionBits(version: number): number {
  let rest = version;
  for (let at = 0; at < 12; at++) rest = (rest << 1) ^ ((rest >>> 11) * 0x1f25);
  return (version << 12) | rest;
}

const masks: readonly ((row: number, column: number) => boolean)[] = [
  (row, column) => (row + column) % 2 === 0,
  (row) => row % 2 === 0,
  (_row, column) => column % 3 === 0,
  (row, column) => (row + column) % 3 === 0,
  (row, column) => (Math.floor(row / 2) + Math.floor(column / 3)) % 2 === 0,
  (row, column) => ((row * column) % 2) + ((row * column) % 3) === 0,
  (row, column) => (((row * column) % 2) + ((row * column) % 3)) % 2 === 0,
  (row, column) => (((row + column) % 2) + ((row * column) % 3)) % 2 === 0,
];

class Grid {
  readonly size: number;
  readonly version: number;
  readonly dark: boolean[][];
  readonly fixed: boolean[][];

  constructor(version: number) {
    this.version = version;
    this.size = 17 + 4 * version;
    const empty = () => Array.from({ length: this.size }, () => new Array<boolean>(this.size).fill(false));
    this.dark = empty();
    this.fixed = empty();
  }

  set(row: number, column: number, dark: boolean): void {
    const [line, held] = [this.dark[row], this.fixed[row]];
    if (!line || !held || column < 0 || column >= this.size) return;
    line[column] = dark;
    held[column] = true;
  }

  drawFixed(): void {
    for (let at = 0; at < this.size; at++) {
      this.set(6, at, at % 2 === 0);
      this.set(at, 6, at % 2 === 0);
    }
    this.drawFinder(3, 3);
    this.drawFinder(3, this.size - 4);
    this.drawFinder(this.size - 4, 3);
    const own: readonly number[] = tableOf(this.version).centres;
    const last = own.length - 1;
    own.forEach((row, at) => {
      own.forEach((column, other) => {
        const corner =
          (at === 0 && other === 0) || (at === 0 && other === last) || (at === last && other === 0);
        if (!corner) this.drawRings(row, column, 2, (ring) => ring !== 1);
      });
    });
    this.drawFormat(0);
    if (this.version >= 7) this.drawVersion();
  }

  drawFinder(row: number, column: number): void {
    this.drawRings(row, column, 4, (ring) => ring !== 2 && ring !== 4);
  }

  drawRings(row: number, column: number, reach: number, isDark: (ring: number) => boolean): void {
    for (let down = -reach; down <= reach; down++) {
      for (let right = -reach; right <= reach; right++) {
        this.set(row + down, column + right, isDark(Math.max(Math.abs(down), Math.abs(right))));
      }
    }
  }

  drawFormat(mask: number): void {
    const bits = formatBits(mask);
    const bit = (at: number) => ((bits >>> at) & 1) === 1;
    const { size } = this;
    for (let at = 0; at < 6; at++) this.set(at, 8, bit(at));
    this.set(7, 8, bit(6));
    this.set(8, 8, bit(7));
    this.set(8, 7, bit(8));
    for (let at = 9; at < 15; at++) this.set(8, 14 - at, bit(at));
    for (let at = 0; at < 8; at++) this.set(8, size - 1 - at, bit(at));
    for (let at = 8; at < 15; at++) this.set(size - 15 + at, 8, bit(at));
    this.set(size - 8, 8, true);
  }

  drawVersion(): void {
    const bits = versionBits(this.version);
    for (let at = 0; at < 18; at++) {
      const dark = ((bits >>> at) & 1) === 1;
      const [far, near] = [this.size - 11 + (at % 3), Math.floor(at / 3)];
      this.set(near, far, dark);
      this.set(far, near, dark);
    }
  }

  /** Two columns at a time from the right, upwards and downwards in turn; column 6 is skipped. */
  drawCodewords(words: readonly number[]): void {
    let bit = 0;
    for (let right = this.size - 1; right >= 1; right -= 2) {
      if (right === 6) right = 5;
      const upward = ((right + 1) & 2) === 0;
      for (let step = 0; step < this.size; step++) {
        const row = upward ? this.size - 1 - step : step;
        for (const column of [right, right - 1]) {
          const line = this.dark[row];
          if (!line || this.fixed[row]?.[column]) continue;
          line[column] = (((words[bit >>> 3] ?? 0) >>> (7 - (bit & 7))) & 1) === 1;
          bit++;
        }
      }
    }
  }

  withBestMask(): boolean[][] {
    const tried = masks.map((mask, number) => {
      this.drawFormat(number);
      return this.dark.map((line, row) =>
        line.map((dark, column) => (this.fixed[row]?.[column] ? dark : dark !== mask(row, column))),
      );
    });
    const scores = tried.map(unrest);
    return tried[scores.indexOf(Math.min(...scores))] ?? this.dark;
  }
}

/** How hard a grid is to read: long runs, blocks, finder look-alikes, too dark or too light. */
function unrest(grid: readonly (readonly boolean[])[]): number {
  const columns = grid.map((_, at) => grid.map((line) => line[at] ?? false));
  const lines = [...grid, ...columns].map((line) => line.map((dark) => (dark ? '1' : '0')).join(''));
  const runs = lines
    .flatMap((line) => line.match(/0{5,}|1{5,}/g) ?? [])
    .reduce((sum, run) => sum + run.length - 2, 0);
  const alike = lines.reduce(
    (sum, line) => sum + [...line.matchAll(/(?=00001011101|10111010000)/g)].length * 40,
    0,
  );
  let squares = 0;
  for (let row = 1; row < grid.length; row++) {
    for (let column = 1; column < grid.length; column++) {
      const here = grid[row]?.[column];
      if (
        here === grid[row - 1]?.[column] &&
        here === grid[row]?.[column - 1] &&
        here === grid[row - 1]?.[column - 1]
      )
        squares += 3;
    }
  }
  const darkShare = grid.flat().filter(Boolean).length / grid.length ** 2;
  return runs + alike + squares + Math.floor(Math.abs(darkShare - 0.5) * 20) * 10;
}
