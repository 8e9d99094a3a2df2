import type { FastifyError, FastifyReply, FastifyRequest } from 'fastify';
import { type Fault, InvalidInput } from '#src/access/index.ts';
import { type DomainError, httpStatus, isDomainError } from '#src/basics/errors.ts';

const titles: Readonly<Record<number, string>> = {
  400: 'Invalid',
  401: 'Not signed in',
  403: 'Not allowed',
  404: 'Not found',
  405: 'Wrong method',
  409: 'Conflict',
  413: 'Too large',
  415: 'Wrong content type',
  429: 'Busy',
  500: 'Fault',
  503: 'Unavailable',
};

/** A refusal as RFC 9457 has it. `code` is stable. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: string;
  readonly field?: string;
  readonly expected?: string;
  readonly got?: unknown;
  readonly requestId?: string;
  readonly problems?: readonly Fault[];
}

/**
 * Says no, in problem JSON. A refusal of ours becomes its status; a malformed request keeps Fastify's; anything else
 * is our fault: logged with its cause under the request's id, and nothing of it told.
 */
export function refuse(error: unknown, request: FastifyRequest, reply: FastifyReply): FastifyReply {
  const problem = { ...problemOf(error), requestId: request.id };
  // A question whose asker left is cut in the engines: nobody is told, and nothing is wrong.
  if (problem.status === 500 && !request.raw.destroyed) request.log.error({ err: error }, 'a fault of ours');
  if (isWarehouseBusy(error)) request.log.warn({ err: error }, 'the warehouse did not answer');
  if (problem.status === 429 && !reply.hasHeader('retry-after')) reply.header('retry-after', '60');
  if (problem.status === 401) reply.header('www-authenticate', 'Bearer');
  // As bytes: to a text Fastify would add a charset, which this type does not have.
  return reply
    .code(problem.status)
    .header('content-type', 'application/problem+json')
    .send(Buffer.from(JSON.stringify(problem)));
}

/** The problem that an error is, without the request's id. */
export function problemOf(error: unknown): Problem {
  if (isDomainError(error)) return refusalOf(error);
  if (isClientFault(error))
    return plain(error.statusCode, `http.${clientCode(error.statusCode)}`, error.message);
  if (isWarehouseBusy(error))
    return plain(503, 'warehouse.unavailable', 'the warehouse does not answer; try again');
  return plain(500, 'fault', 'a fault of ours; the log holds it under the request id');
}

function refusalOf(error: DomainError): Problem {
  const { field, expected, got } = error.details;
  const problem = { ...plain(httpStatus[error.kind], error.code, error.message), expected };
  const shown = got === undefined ? {} : { got: shortened(got) };
  const several = error instanceof InvalidInput ? { problems: error.problems.map(shortFault) } : {};
  return { ...problem, ...(field === undefined ? {} : { field }), ...shown, ...several };
}

const plain = (status: number, code: string, detail: string): Problem => ({
  type: `urn:perdure:problem:${code}`,
  title: titles[status] ?? 'Refused',
  status,
  code,
  detail,
});

const shortFault = (fault: Fault): Fault =>
  fault.got === undefined ? fault : { ...fault, got: shortened(fault.got) };

/** What came, as far as it helps to find it: 200 characters. */
function shortened(value: unknown): unknown {
  if (typeof value === 'number' || typeof value === 'boolean' || value === null) return value;
  const text = typeof value === 'string' ? value : (JSON.stringify(value) ?? String(value));
  return text.length > 200 ? `${text.slice(0, 200)}…` : value;
}

/** Fastify's own refusals of what it could not read carry a status below 500. */
const isClientFault = (error: unknown): error is FastifyError & { statusCode: number } =>
  error instanceof Error &&
  'statusCode' in error &&
  typeof error.statusCode === 'number' &&
  error.statusCode >= 400 &&
  error.statusCode < 500;

const clientCodes: Readonly<Record<number, string>> = {
  403: 'not_allowed',
  404: 'not_found',
  405: 'wrong_method',
  413: 'too_large',
  415: 'wrong_content_type',
};

const clientCode = (status: number): string => clientCodes[status] ?? 'malformed';

/** The engine is away or full: worth another try, not a fault in the question. */
const isWarehouseBusy = (error: unknown): boolean =>
  error instanceof Error &&
  error.name === 'WarehouseError' &&
  'retryable' in error &&
  error.retryable === true;
