/** A fault with its HTTP status and ClickHouse's exception code. */
export class HttpRefusal extends Error {
  readonly status: number;
  readonly code: number;

  constructor(status: number, code: number, message: string, name: string) {
    super(`Code: ${code}. DB::Exception: ${message}. (${name})`);
    this.status = status;
    this.code = code;
  }
}

/** The status ClickHouse's server gives for an exception of the engine. */
export const statusOfCode = (code: number): number => statuses.get(code) ?? 500;

const statuses: ReadonlyMap<number, number> = new Map(
  Object.entries({
    400: [
      6, 10, 16, 19, 26, 27, 36, 38, 41, 42, 43, 44, 53, 62, 69, 70, 72, 117, 131, 179, 190, 215, 264, 354,
      386, 456, 457,
    ],
    403: [194, 497, 516],
    404: [46, 47, 50, 60, 81, 115],
    408: [159],
    413: [307],
    501: [48],
    503: [76, 209, 210, 243, 252, 202],
  }).flatMap(([status, codes]) => codes.map((code): [number, number] => [code, Number(status)])),
);

/** Reads the exception code from the library's error, or from its text. */
export function codeOf(error: unknown): number {
  if (error instanceof HttpRefusal) return error.code;
  const known = (error as { clickhouseCode?: unknown }).clickhouseCode; // the library's field; absent on streams
  if (typeof known === 'number') return known;
  const text = error instanceof Error ? error.message : String(error);
  return Number(/Code: (\d+)/.exec(text)?.[1] ?? 1002); // 1002: UNKNOWN_EXCEPTION
}

/** The text a client reads as ClickHouse's exception. */
export function textOf(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  return /Code: \d+/.test(text) ? text : `Code: 1002. DB::Exception: ${text} (UNKNOWN_EXCEPTION)`;
}
