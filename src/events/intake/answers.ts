import type { FastifyReply, FastifyRequest } from 'fastify';
import { type DomainError, httpStatus, isDomainError } from '#src/basics/errors.ts';
import { Saturated } from './pressure.ts';

/** How intake's log is written; pino fits. */
export interface IntakeLog {
  warn(details: object, message: string): void;
  error(details: object, message: string): void;
}

const titles: Readonly<Record<number, string>> = {
  400: 'Invalid',
  401: 'Wrong key',
  413: 'Too large',
  429: 'Busy',
  503: 'Unavailable',
};

/**
 * Any origin may send, and read whether it may come again. The asked headers are echoed: a star does not cover
 * Authorization. Scripts may be loaded into any page.
 */
export function allowAnyOrigin(request: FastifyRequest, reply: FastifyReply): void {
  const asked = request.headers['access-control-request-headers'];
  reply.header('access-control-allow-origin', '*');
  reply.header('access-control-expose-headers', 'Retry-After');
  reply.header('cross-origin-resource-policy', 'cross-origin');
  if (request.method !== 'OPTIONS') return;
  reply.header('access-control-allow-methods', 'GET, POST, OPTIONS');
  reply.header('access-control-max-age', '86400');
  reply.header('vary', 'Access-Control-Request-Headers');
  if (typeof asked === 'string' && /^[\w\-, ]{1,2000}$/.test(asked))
    reply.header('access-control-allow-headers', asked);
}

/** Answers a refusal as problem JSON; a fault of ours is logged and answered 503, so that clients come again. */
export function answerError(error: unknown, reply: FastifyReply, log: IntakeLog): FastifyReply {
  if (error instanceof Saturated) reply.header('retry-after', String(error.retryAfterSeconds));
  else if (isBusy(error)) reply.header('retry-after', '10');
  if (isDomainError(error)) return problem(reply, error);
  const status = error instanceof Error && 'statusCode' in error ? Number(error.statusCode) : 500;
  if (status === 413) return plainProblem(reply, 413, 'intake.too_large', 'the body is too large');
  if (status >= 400 && status < 500)
    return plainProblem(reply, 400, 'intake.broken_body', 'the request cannot be read');
  log.error({ err: error }, 'intake failed');
  return plainProblem(reply, 503, 'intake.unavailable', 'not ready; please send again');
}

const isBusy = (error: unknown): boolean => isDomainError(error) && error.kind === 'busy';

function problem(reply: FastifyReply, error: DomainError): FastifyReply {
  return plainProblem(reply, httpStatus[error.kind], error.code, error.message);
}

function plainProblem(reply: FastifyReply, status: number, code: string, detail: string): FastifyReply {
  const title = titles[status] ?? 'Refused';
  const body = { type: `urn:perdure:problem:${code}`, title, status, code, detail, success: false };
  return reply.code(status).header('content-type', 'application/problem+json').send(JSON.stringify(body));
}
