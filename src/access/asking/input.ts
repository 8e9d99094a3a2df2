import { z } from 'zod';
import { DomainError } from '#src/basics/errors.ts';

/** What is wrong with one field. */
export interface Fault {
  readonly field: string;
  readonly expected: string;
  readonly got?: unknown;
}

/** An input that does not fit its schema; names every field at fault, and the first as its own. */
export class InvalidInput extends DomainError {
  readonly problems: readonly Fault[];

  constructor(problems: readonly Fault[]) {
    super('access.invalid_input', problems[0] ?? { expected: 'an input that fits the schema' });
    this.problems = problems;
  }
}

/**
 * What came, as its schema gives it.
 *
 * No text may hold NUL: PostgreSQL cannot store it, and its refusal would look like a fault of ours.
 *
 * @throws InvalidInput
 */
export function fitted<S extends z.ZodType>(schema: S, given: unknown): z.output<S> {
  const result = schema.safeParse(given);
  if (!result.success) throw new InvalidInput(result.error.issues.map((issue) => faultOf(issue, given)));
  const path = pathOfNul(given);
  if (path !== undefined) {
    throw new InvalidInput([{ field: z.core.toDotPath(path), expected: 'text without NUL characters' }]);
  }
  return result.data;
}

function faultOf(given: z.core.$ZodIssue, input: unknown): Fault {
  const issue = nearestMiss(given);
  const unknownName = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = unknownName === undefined ? issue.path : [...issue.path, unknownName];
  const got = at(input, path);
  return { field: z.core.toDotPath(path), expected: issue.message, ...(got === undefined ? {} : { got }) };
}

/**
 * Of several ways, what is wrong with the one that is meant: the way that fits but for a field that nobody knows, else the
 * one way that knows every field given, else a way that has a field of nearly that name.
 */
function nearestMiss(issue: z.core.$ZodIssue): z.core.$ZodIssue {
  if (issue.code !== 'invalid_union') return issue;
  const ofFields = ({ code }: z.core.$ZodIssue) => code === 'unrecognized_keys';
  const knowing = issue.errors.filter((way) => !way.some(ofFields));
  const [miss] =
    issue.errors.find((way) => way.every(ofFields)) ??
    (knowing.length === 1 ? knowing[0] : undefined) ??
    issue.errors.flat().filter((one) => ofFields(one) && one.message.includes('perhaps'));
  return miss === undefined ? issue : { ...miss, path: [...issue.path, ...miss.path] };
}

const at = (value: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>(
    (held, key) => (isRecord(held) && Object.hasOwn(held, key) ? held[String(key)] : undefined),
    value,
  );

/** Where the first NUL stands, in a value or a name. */
function pathOfNul(value: unknown): readonly (string | number)[] | undefined {
  if (typeof value === 'string') return value.includes('\0') ? [] : undefined;
  if (!isRecord(value)) return undefined;
  for (const [key, held] of Object.entries(value)) {
    const below = key.includes('\0') ? [] : pathOfNul(held);
    if (below !== undefined) return [Array.isArray(value) ? Number(key) : key, ...below];
  }
  return undefined;
}

/** True for objects and lists. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null;
