/** What family a refusal belongs to; doors map it to an HTTP status or an exit code. */
export type Refusal =
  | 'invalid' // 400, exit 2
  | 'unauthenticated' // 401, exit 4
  | 'forbidden' // 403, exit 4
  | 'not_found' // 404, exit 3
  | 'conflict' // 409, exit 5
  | 'too_large' // 413, exit 2
  | 'busy' // 429, exit 6
  | 'unavailable'; // 503, exit 6

/** The status with which HTTP says a refusal. */
export const httpStatus: Readonly<Record<Refusal, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
  too_large: 413,
  busy: 429,
  unavailable: 503,
};

/** What the caller needs to mend a refused call. */
export interface RefusalDetails {
  readonly kind?: Refusal;
  /** The field at fault, as a path: `steps[2].event`. */
  readonly field?: string;
  /** What was expected, as a plain sentence in English. */
  readonly expected: string;
  /** What came, shortened to 200 characters when shown. */
  readonly got?: unknown;
}

/**
 * The caller is wrong. `code` is stable (`segment.unknown_event`): slice, dot, snake_case reason.
 *
 * Doors translate it; nothing else catches it. A fault of ours is a plain `Error`.
 */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly code: string;
  readonly kind: Refusal;
  readonly details: RefusalDetails;

  constructor(code: string, details: RefusalDetails) {
    super(sentence(code, details));
    this.code = code;
    this.kind = details.kind ?? 'invalid';
    this.details = details;
  }
}

/** True for a refusal of ours, also across realms and threads. */
export const isDomainError = (error: unknown): error is DomainError =>
  error instanceof Error && error.name === 'DomainError' && 'code' in error;

const sentence = (code: string, { field, expected, got }: RefusalDetails): string => {
  const where = field === undefined ? '' : ` (${field})`;
  const came = got === undefined ? '' : `; got ${shown(got)}`;
  return `${code}${where}: expected ${expected}${came}`;
};

const shown = (value: unknown): string => {
  const text = typeof value === 'string' ? `"${value}"` : (JSON.stringify(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
};
